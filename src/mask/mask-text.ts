import { familyOf, parseAddress } from '../ip/address.ts';

/** The text without the addresses and MACs that stand in it: a tool's complaint may quote some. */
export function maskText(text: string): string {
  return text
    .replace(/(?<![\w:-])(?:[\da-f]{1,2}[:-]){5}[\da-f]{1,2}(?![\w:-])/gi, '(a MAC)')
    .replace(/(?<![\w:.])[\da-f:.]*[:.][\da-f:.]*[\da-f:](?![\w:])/gi, (word) =>
      parseAddress(word, familyOf(word)) === null ? word : '(an address)',
    );
}
