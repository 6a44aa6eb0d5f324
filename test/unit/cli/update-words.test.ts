import { Command } from 'commander';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addOptions, optionFlags } from '../../../src/cli/options.ts';
import { readUpdateWords } from '../../../src/cli/update-words.ts';
import type { Words } from '../../../src/settings/words.ts';

/** What commander reads, or what it complains of. */
function readByCommander(words: readonly string[]): Words | string {
  const root = new Command('dynv6').exitOverride().configureOutput({ writeErr: () => {} });
  let read: Words | null = null;
  addOptions(root);
  root
    .argument('[zone]')
    .argument('[device]')
    .action((zone: string | undefined, device: string | undefined) => {
      read = { zone: zone ?? null, device: device ?? null, options: root.opts() };
    });
  try {
    root.parse(words, { from: 'user' });
  } catch (error) {
    return String(error);
  }
  return read ?? 'nothing';
}

const spellings = optionFlags.flatMap((flags) => flags.split(/,? /).filter((part) => part.startsWith('-')));
const word = fc.oneof(
  fc.constantFrom(...spellings, '-h', '--help', '-V', '--', '-', '', '-qv', '-ieth0', '--ipv4=auto', '--no-force'),
  fc.constantFrom('example.dynv6.net', 'a.b', 'eth0', 'status', 'auto', '198.41.0.4', '-1', '10s', '3'),
  fc.string(),
);

test('what is read here, commander reads just so', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      const update = readUpdateWords(words);
      if (update === null) return;
      read += 1;
      expect(update).toEqual(readByCommander(words));
    }),
    { numRuns: 5000 },
  );
  expect(read).toBeGreaterThan(100);
});

test.for([
  { words: [] },
  { words: ['example.dynv6.net'] },
  { words: ['-q', '--token-file', '/home/me/token', 'example.dynv6.net', 'eth0'] },
  { words: ['--server', 'http://127.0.0.1:8080', '-4', '--no-color', '--json', 'example.dynv6.net', '--force'] },
  ...optionFlags.map((flags) => {
    const [spelling = '', value] = flags.replace(/^-\w, /, '').split(' ');
    return { words: [spelling, ...(value === undefined ? [] : ['value']), 'example.dynv6.net'] };
  }),
])('$words are read without commander', ({ words }) => {
  expect(readUpdateWords(words)).not.toBeNull();
  expect(readUpdateWords(words)).toEqual(readByCommander(words));
});

test.for([
  { is: 'a word that may be a command', words: ['status'] },
  { is: 'help', words: ['--help'] },
  { is: 'an option that does not exist', words: ['--frce', 'example.dynv6.net'] },
  { is: 'an option without its value', words: ['example.dynv6.net', '--timeout'] },
  { is: 'a value that looks like an option', words: ['--ipv4', '-4', 'example.dynv6.net'] },
  { is: 'a word too many', words: ['example.dynv6.net', 'eth0', 'eth1'] },
])('$is is left to commander', ({ words }) => {
  expect(readUpdateWords(words)).toBeNull();
});
