import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import { unquote } from './words.ts';

/** Every 255 octets cost one more, and the whole has 16 bits of length (RFC 1035, sections 3.3.14 and 3.2.1). */
const mostOctets = 65_279;

/**
 * A text as one piece, however long: parting it into character-strings of 255 is the name server's business. It may
 * be given plain, or in the quotes of a zone file, several strings then being one text. Fails with `usage`.
 */
export function parseText(type: 'TXT' | 'SPF' | 'CAA', words: readonly string[]): Result<string, Failure> {
  const [first = '', ...rest] = words;
  if (rest.length > 0 && words.some((word) => !isQuoted(word))) {
    return usage(`${type} takes one text: put it in quotes`);
  }
  if (first.startsWith('"') && !isQuoted(first)) return usage(`the quotes in ${first} do not match`);

  const text = words.map(unquote).join('');
  if (text === '') return usage(`${type} needs a text`);
  if (/\p{Cc}/u.test(text)) return usage(`${type} cannot hold line ends or other control characters`);
  const { length } = new TextEncoder().encode(text);
  return length > mostOctets ? usage(`${type} holds ${mostOctets} octets at most, not ${length}`) : ok(text);
}

function isQuoted(word: string): boolean {
  return word.startsWith('"') && unquote(word) !== word;
}

function usage(message: string): Result<never, Failure> {
  return fail({ code: 'usage', message });
}
