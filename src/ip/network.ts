import { addressBits, addressNumber, familyOf, formatAddress, parseAddress } from './address.ts';

/** A network: its address has no bits set beyond its length. */
export interface Network {
  readonly address: string;
  readonly length: number;
}

/** The network of this length that the address lies in. */
export function networkOf(address: string, length: number): Network {
  const family = familyOf(address);
  const hostBits = BigInt(addressBits[family] - length);
  return { address: formatAddress((addressNumber(address) >> hostBits) << hostBits, family), length };
}

export function formatNetwork({ address, length }: Network): string {
  return `${address}/${length}`;
}

/** `ADDRESS/LENGTH`, as typed: host bits may be set. Null where it is not of that form. */
export function parsePrefixed(text: string): { readonly address: string; readonly length: number } | null {
  const [, addressText = '', lengthText = ''] = /^([^/]*)\/(\d{1,3})$/.exec(text) ?? [];
  const address = parseAddress(addressText, familyOf(addressText));
  const length = Number(lengthText);
  return address === null || length > addressBits[familyOf(address)] ? null : { address, length };
}

export function contains({ address: first, length }: Network, address: string): boolean {
  const family = familyOf(first);
  if (familyOf(address) !== family) return false;
  const hostBits = BigInt(addressBits[family] - length);
  return addressNumber(first) >> hostBits === addressNumber(address) >> hostBits;
}
