declare const checked: unique symbol;

/**
 * A domain name as a zone file writes it (RFC 1035, section 5.1), always in lower case and absolute: no final dot,
 * the root is `.`, unusual bytes stand as `\DDD`. Its wire form fits 255 bytes. Two names are the same if their texts
 * are. Made only here.
 */
export type Name = string & { readonly [checked]: 'name' };

type Label = readonly number[];

export const root = '.' as Name;

const longestLabel = 63;
const longestName = 255;
/** As many as the longest name has labels; one with more was made to keep us busy. */
const mostPointers = 127;

const plain = /^[a-z0-9_*-]$/;

/** A text as a user or a file gives it, with or without the final dot; null when it is not a name. ASCII only. */
export function parseName(text: string): Name | null {
  if (text === root) return root;
  const labels = splitLabels(text.replace(/(?<!\\)((?:\\\\)*)\.$/, '$1'));
  return labels === null || wireLength(labels) > longestName ? null : formatLabels(labels);
}

/** The wire form (RFC 1035, section 3.1), never compressed. */
export function encodeName(name: Name): Uint8Array {
  const labels = name === root ? [] : (splitLabels(name) ?? []);
  return Uint8Array.from([...labels.flatMap((label) => [label.length, ...label]), 0]);
}

/**
 * Reads a name that may be compressed (RFC 1035, section 4.1.4) and tells where it ends; null for anything else.
 * Each pointer has to lead further back, so that no message can lead round in a circle.
 */
export function readName(message: Uint8Array, start: number): { readonly name: Name; readonly end: number } | null {
  const labels: Label[] = [];
  let end: number | null = null;
  let earliest = start;
  let at = start;
  for (let pointers = 0; pointers <= mostPointers; ) {
    const part = readPart(message, at);
    if (part === null) return null;
    if (part.is === 'end') {
      return wireLength(labels) > longestName ? null : { name: formatLabels(labels), end: end ?? part.next };
    }
    if (part.is === 'label') {
      labels.push(part.label);
      at = part.next;
      continue;
    }
    if (part.target >= earliest) return null;
    pointers += 1;
    end ??= part.next;
    earliest = part.target;
    at = part.target;
  }
  return null;
}

type Part =
  | { readonly is: 'end'; readonly next: number }
  | { readonly is: 'label'; readonly label: Label; readonly next: number }
  | { readonly is: 'pointer'; readonly target: number; readonly next: number };

function readPart(message: Uint8Array, at: number): Part | null {
  const [first, second] = message.subarray(at, at + 2);
  if (first === undefined) return null;
  if (first === 0) return { is: 'end', next: at + 1 };
  if (first >= 0xc0) {
    return second === undefined ? null : { is: 'pointer', target: ((first & 0x3f) << 8) | second, next: at + 2 };
  }
  const label = message.subarray(at + 1, at + 1 + first);
  return first > longestLabel || label.length < first ? null : { is: 'label', label: [...label], next: at + 1 + first };
}

/** Whether the name is the zone's own or stands below it. */
export function isWithin(name: Name, zone: Name): boolean {
  return name === zone || zone === root || name.endsWith(`.${zone}`);
}

function wireLength(labels: readonly Label[]): number {
  return labels.reduce((length, label) => length + 1 + label.length, 1);
}

function splitLabels(text: string): readonly Label[] | null {
  const labels: number[][] = [[]];
  for (const [token] of text.matchAll(/\\\d{3}|\\?./gs)) {
    if (token === '.') {
      labels.push([]);
      continue;
    }
    const byte = token.length === 4 ? Number(token.slice(1)) : token.charCodeAt(token.length - 1);
    if (byte > 0xff || (token.length < 4 && (byte <= 0x20 || byte > 0x7e)) || token === '\\') return null;
    labels.at(-1)?.push(byte);
  }
  return labels.every(({ length }) => length > 0 && length <= longestLabel) ? labels : null;
}

function formatLabels(labels: readonly Label[]): Name {
  const text = labels.map((label) => label.map(formatByte).join('')).join('.');
  return (text === '' ? '.' : text) as Name;
}

function formatByte(byte: number): string {
  const sign = String.fromCharCode(byte).toLowerCase();
  if (byte < 0x80 && plain.test(sign)) return sign;
  // A dot inside a label too: in a name, `.` does nothing but separate.
  return `\\${String(byte).padStart(3, '0')}`;
}
