import { addressBits, addressNumber, formatAddress, parseAddress } from '../../ip/address.ts';
import type { Family } from '../../machine.ts';
import { types } from './codes.ts';
import { Reader } from './reader.ts';

/** The types whose values can be set; the names are a zone file's. */
export type EditableType = 'A' | 'AAAA' | 'TXT';

const longestString = 255;
const longestData = 65_535;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * A value as a user gives it, in wire form: an address, or the plain text of a TXT record, which is split into
 * strings of 255 bytes (RFC 1035, section 3.3.14). Null when it is no value of that type.
 */
export function parseData(type: EditableType, text: string): Uint8Array | null {
  switch (type) {
    case 'A':
      return encodeAddress(text, 'ipv4');
    case 'AAAA':
      return encodeAddress(text, 'ipv6');
    case 'TXT':
      return encodeText(text);
  }
}

/**
 * A value as a person reads it: an address, the joined text of a TXT record, a name, the seven words of a SOA
 * (RFC 1035, section 3.3.13); any other in the form of RFC 3597, section 5 (`\# 2 0a0b`).
 */
export function formatData(type: number, data: Uint8Array): string {
  const reader = new Reader(data);
  const text = formatKnown(type, reader);
  return text !== null && reader.finished ? text : `\\# ${data.length} ${Buffer.from(data).toString('hex')}`;
}

function formatKnown(type: number, reader: Reader): string | null {
  switch (type) {
    case types.A:
      return decodeAddress(reader, 'ipv4');
    case types.AAAA:
      return decodeAddress(reader, 'ipv6');
    case types.TXT:
      return decodeText(reader);
    case types.NS:
    case types.CNAME:
    case types.PTR:
      return reader.name();
    case types.MX:
      return `${reader.number(2)} ${reader.name()}`;
    case types.SOA:
      return [reader.name(), reader.name(), ...Array.from({ length: 5 }, () => reader.number(4))].join(' ');
    default:
      return null;
  }
}

function encodeAddress(text: string, family: Family): Uint8Array | null {
  const address = parseAddress(text, family);
  if (address === null) return null;
  const digits = addressNumber(address).toString(16);
  return new Uint8Array(Buffer.from(digits.padStart(addressBits[family] / 4, '0'), 'hex'));
}

function decodeAddress(reader: Reader, family: Family): string {
  const digits = Buffer.from(reader.take(addressBits[family] / 8)).toString('hex');
  return formatAddress(BigInt(`0x${digits || '0'}`), family);
}

function encodeText(text: string): Uint8Array | null {
  const bytes = Buffer.from(text);
  const count = Math.max(1, Math.ceil(bytes.length / longestString));
  if (bytes.length + count > longestData) return null;
  const strings = Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * longestString, (index + 1) * longestString),
  );
  return new Uint8Array(Buffer.concat(strings.flatMap((string) => [Uint8Array.of(string.length), string])));
}

function decodeText(reader: Reader): string {
  const strings: Uint8Array[] = [];
  while (!reader.finished && !reader.broken) strings.push(reader.take(reader.number(1)));
  return decoder.decode(Buffer.concat(strings));
}
