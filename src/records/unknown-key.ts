import type { JsonEntry, Misplaced } from './json-tree.ts';
import { nearestWord } from './nearest-word.ts';

/** What to say of a key that nothing is known of. */
export function unknownKey({ key, at }: JsonEntry, known: readonly string[]): Misplaced {
  const nearest = nearestWord(key, known);
  return { at, message: `"${key}" is not known here${nearest === null ? '' : `: is "${nearest}" meant?`}` };
}
