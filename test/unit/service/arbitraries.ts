import fc from 'fast-check';
import { awkwardWords } from './sample.ts';

/** A word without control characters: those no definition can express, and none is made of them. */
export const word = fc.oneof(
  fc.constantFrom(...awkwardWords),
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/\p{Cc}|\p{Cs}/u.test(text)),
  fc.string({ unit: fc.constantFrom('"', '\\', '%', '$', "'", ' ', 'a', '{', '}', ';', '-'), maxLength: 8 }),
);

export const words = fc.array(word, { maxLength: 6 });
