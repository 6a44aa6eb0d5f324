import type { Words } from '../settings/words.ts';
import { optionFlags } from './options.ts';

/**
 * The words of a plain update: a zone or none, perhaps a device, and options that stand by themselves. Null where there
 * is anything else: commander reads that, and says what is wrong with it. It reads these just so, but to load and set
 * it up takes two milliseconds, a tenth of what Node.js itself takes to start.
 */
export function readUpdateWords(words: readonly string[]): Words | null {
  const options: Record<string, string | boolean> = { color: true };
  const operands: string[] = [];
  const rest = words.values();
  for (const word of rest) {
    if (!word.startsWith('-')) {
      operands.push(word);
      continue;
    }
    const flags = optionFlags.find((candidate) => candidate.split(/,? /).includes(word));
    const value = flags?.includes('<') ? rest.next().value : !word.startsWith('--no-');
    if (flags === undefined || value === undefined || (typeof value === 'string' && value.startsWith('-'))) return null;
    options[nameOf(flags)] = value;
  }
  const [zone = null, device = null, ...more] = operands;
  // A word without a dot may be a command.
  return more.length > 0 || zone?.includes('.') === false ? null : { zone, device, options };
}

/** `prefixLength` for `--prefix-length <n>`, `4` for `-4`, `color` for `--no-color`. */
function nameOf(flags: string): string {
  const [, long] = /--(?:no-)?([a-z0-9-]+)/.exec(flags) ?? [];
  return long?.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) ?? flags.slice(1);
}
