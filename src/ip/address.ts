import ipaddr from 'ipaddr.js';
import type { Family } from '../machine.ts';

export const addressBits: Readonly<Record<Family, number>> = { ipv4: 32, ipv6: 128 };

export function familyOf(address: string): Family {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

/**
 * The address in dotted decimal, or null. Four plain decimal numbers only: the older forms that inet_aton takes
 * (`127.1`, `0x7f.1`, `198.41.000.4`) are a typing error in a setting, never an address.
 */
export function parseIpv4(text: string): string | null {
  return ipaddr.IPv4.isValidFourPartDecimal(text) && !/(^|\.)0\d/.test(text) ? text : null;
}

/** The address in the form of RFC 5952, or null. A zone index (`%eth0`) is no part of an address. */
export function parseIpv6(text: string): string | null {
  const plain = withoutDottedTail(text);
  if (plain === null || plain.includes('%') || !ipaddr.IPv6.isValid(plain)) return null;
  return ipaddr.IPv6.parse(plain).toRFC5952String();
}

export function parseAddress(text: string, family: Family): string | null {
  return family === 'ipv4' ? parseIpv4(text) : parseIpv6(text);
}

/** The address as a number, for comparing and for cutting networks. The address must be valid. */
export function addressNumber(address: string): bigint {
  if (familyOf(address) === 'ipv4')
    return BigInt(address.split('.').reduce((number, part) => number * 256 + Number(part), 0));
  const [head = '', tail] = (withoutDottedTail(address) ?? address).split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - before.length - after.length }, () => '0');
  return BigInt(`0x${[...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join('')}`);
}

function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}

export function formatAddress(number: bigint, family: Family): string {
  const length = addressBits[family] / 8;
  const bytes = Array.from({ length }, (_, index) => Number((number >> BigInt(8 * (length - 1 - index))) & 0xffn));
  const address = ipaddr.fromByteArray(bytes);
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

/** `::198.41.0.4` as `::c629:4`: ipaddr.js reads such a tail as an IPv4-mapped address whatever stands before it. */
function withoutDottedTail(text: string): string | null {
  if (!text.includes('.')) return text;
  const [, head, tail] = /^(.*:)([^:]*\..*)$/.exec(text) ?? [];
  if (head === undefined || tail === undefined) return text;
  const dotted = parseIpv4(tail);
  if (dotted === null) return null;
  const number = addressNumber(dotted);
  return `${head}${(number >> 16n).toString(16)}:${(number & 0xffffn).toString(16)}`;
}
