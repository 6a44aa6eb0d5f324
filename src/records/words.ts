/**
 * The words of a line of a zone file (RFC 1035, section 5.1): blanks part them, quotes keep blanks, and within quotes a
 * backslash takes the next character, or the octet of three digits, as it is. Null where quotes do not match.
 */
export function splitWords(line: string): readonly string[] | null {
  const words: string[] = [];
  const word = /\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)/suy;
  while (line.slice(word.lastIndex).trim() !== '') {
    const [, quoted, plain] = word.exec(line) ?? [];
    const text = quoted ?? plain;
    if (text === undefined) return null;
    words.push(quoted === undefined ? text : unescaped(text));
  }
  return words;
}

/**
 * The text of a TXT, SPF or CAA value, quoted (`"v=spf1" " -all"`, character-strings joined as in RFC 7208, section
 * 3.3) or plain. What is quoted only in part is plain.
 */
export function unquote(text: string): string {
  const strings = /^\s*(?:"(?:[^"\\]|\\.)*"\s*)+$/su.test(text) ? text.match(/"(?:[^"\\]|\\.)*"/gsu) : null;
  return strings?.map((string) => unescaped(string.slice(1, -1))).join('') ?? text;
}

/** The text as one quoted word. Whatever a terminal could take for a command is written as an escape. */
export function quote(text: string): string {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replace(/[\p{C}\u2028\u2029]/gu, (character) =>
      [...new TextEncoder().encode(character)].map((octet) => `\\${String(octet).padStart(3, '0')}`).join(''),
    );
  return `"${escaped}"`;
}

/** Octets that stand together are one UTF-8 text. */
function unescaped(text: string): string {
  return text.replace(/((?:\\\d{3})+)|\\(.)/gsu, (whole, octets: string | undefined, character: string) => {
    if (octets === undefined) return character;
    const numbers = octets.slice(1).split('\\').map(Number);
    return numbers.every((number) => number < 256) ? new TextDecoder().decode(Uint8Array.from(numbers)) : whole;
  });
}
