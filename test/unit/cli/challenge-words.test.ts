import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shieldChallenge } from '../../../src/cli/challenge-words.ts';

const value = '-vabcdefghijklmnopqrstuvwxyz0123456789ABCDE';

test.for([
  { is: 'last', words: ['acme', 'present', 'x.net', value], shielded: ['acme', 'present', 'x.net', '--', value] },
  { is: "in lego's words", words: ['cleanup', 'x.net.', value], shielded: ['cleanup', 'x.net.', '--', value] },
  {
    is: 'before options',
    words: ['acme', 'present', 'x.net', value, '--via', 'dns'],
    shielded: ['acme', 'present', 'x.net', '--via', 'dns', '--', value],
  },
])('a value that begins with a dash is no option: $is', ({ words, shielded }) => {
  expect(value).toHaveLength(43);
  expect(shieldChallenge(words)).toEqual(shielded);
});

test.for([
  { is: 'a value without a dash', words: ['acme', 'present', 'x.net', `a${value.slice(1)}`] },
  { is: 'a shorter word', words: ['acme', 'present', 'x.net', '-q'] },
  { is: 'another command', words: ['records', 'set', 'x.net', '@', 'TXT', value] },
  { is: 'what is shielded already', words: ['present', '--', 'x.net', 'token', value] },
])('$is stays as it is', ({ words }) => {
  expect(shieldChallenge(words)).toEqual(words);
});

test('no word is lost or made up', () => {
  const word = fc.oneof(fc.constantFrom('present', 'cleanup', value, '--', '-q'), fc.string());
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const shielded = shieldChallenge(words);
      expect(shielded.filter((one) => one !== '--').sort()).toEqual(words.filter((one) => one !== '--').sort());
    }),
  );
});
