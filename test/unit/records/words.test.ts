import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quote, splitWords, unquote } from '../../../src/records/words.ts';

test.for<readonly [string, readonly string[] | null]>([
  ['10 mail', ['10', 'mail']],
  ['  10\tmail ', ['10', 'mail']],
  ['0 issue "letsencrypt.org; x=y"', ['0', 'issue', 'letsencrypt.org; x=y']],
  ['0 issue ";"', ['0', 'issue', ';']],
  ['"a \\"b\\" \\\\"', ['a "b" \\']],
  ['', []],
  ['0 issue "open', null],
  ['a"b"', null],
])('the line %j has the words %j', ([line, words]) => {
  expect(splitWords(line)).toEqual(words);
});

test.for<readonly [string, string]>([
  ['plain', 'plain'],
  ['"quoted"', 'quoted'],
  ['"two" "strings"', 'twostrings'],
  ['"caf\\195\\169"', 'café'],
  ['"\\\\123"', '\\123'],
  ['"\\999"', '\\999'],
  ['say "hi"', 'say "hi"'],
  ['"half', '"half'],
])('%s holds the text %s', ([text, meaning]) => {
  expect(unquote(text)).toBe(meaning);
});

test('a text is the same after it was quoted', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(unquote(quote(text))).toBe(text);
    }),
  );
});

test('what is quoted holds nothing that a terminal could obey', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(quote(text)).not.toMatch(/\p{C}/u);
    }),
  );
});
