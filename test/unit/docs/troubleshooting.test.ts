import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const source = new URL('../../../src/', import.meta.url);
const page = readFileSync(new URL('../../../docs/TROUBLESHOOTING.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');

/** What only a fault of dynv6 could bring to light. */
const internal = ['REST without a token', 'no outcome', 'settings for no zone', 'the settings name no zone'];

/** The texts that are given as a `message` anywhere in the program. */
function messages(): readonly string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return files.flatMap((name) => {
    const text = readFileSync(new URL(name, source), 'utf8');
    return [...text.matchAll(/\bmessage(?::|\s*=)\s*/g)].flatMap(({ index, 0: start }) => {
      const rest = text.slice(index + start.length, index + start.length + 600);
      const [value = ''] = rest.split(/,\n|\n\s*\}|;\n| \}|, (?:advice|cause|tokenHash)/);
      const literals = value.matchAll(/`((?:[^`\\]|\\.)*)`|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g);
      return [...literals].map(([, template, single, double]) => template ?? single ?? double ?? '');
    });
  });
}

/** The longest part of a message that is always the same. */
function fixedPart(message: string): string {
  const parts = message.replaceAll('\\', '').split(/\$\{(?:[^{}]|\{[^{}]*\})*\}?/);
  const cleaned = parts.map((part) => part.replace(/^[\s;:,("]+|[\s;:,("]+$/g, ''));
  return cleaned.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

test('every message of the program is found on the page that says what to do', () => {
  const parts = messages()
    .filter((message) => /[a-z] [a-z]/.test(message) && !internal.includes(message))
    .map(fixedPart)
    .filter((part) => part.length > 8);
  expect(parts.length).toBeGreaterThan(100);
  expect([...new Set(parts)].filter((part) => !page.includes(part))).toEqual([]);
});
