import { nearest } from '../nearest.ts';
import type { JsonEntry, Misplaced } from './json-tree.ts';

/** What to say of a key that nothing is known of. */
export function unknownKey({ key, at }: JsonEntry, known: readonly string[]): Misplaced {
  const near = nearest(key, known);
  return { at, message: `"${key}" is not known here${near === null ? '' : `: is "${near}" meant?`}` };
}
