import { addressBits, addressNumber, familyOf, formatAddress } from '../ip/address.ts';
import type { Network } from '../ip/network.ts';

/** What a network's addresses begin with, as `0` and `1`, the family's digit before them. */
export type Beginning = string;

export function beginningOf({ address, length }: Network): Beginning {
  const family = familyOf(address);
  const number = addressNumber(address).toString(2).padStart(addressBits[family], '0');
  return `${family === 'ipv4' ? 4 : 6}${number.slice(0, length)}`;
}

/** The network again, the bits beyond its length cleared. */
export function networkOfBeginning(beginning: Beginning): Network {
  const family = beginning.startsWith('4') ? 'ipv4' : 'ipv6';
  const bits = beginning.slice(1);
  return { address: formatAddress(BigInt(`0b${bits.padEnd(addressBits[family], '0')}`), family), length: bits.length };
}

/** Every node that one of them passes on its way, and the bits with which they go on from there. */
export function treeOf(beginnings: readonly Beginning[]): ReadonlyMap<Beginning, ReadonlySet<string>> {
  const tree = new Map<Beginning, Set<string>>();
  for (const beginning of beginnings) {
    for (let end = 1; end < beginning.length; end += 1) {
      const node = beginning.slice(0, end);
      tree.set(node, (tree.get(node) ?? new Set()).add(beginning.charAt(end)));
    }
  }
  return tree;
}
