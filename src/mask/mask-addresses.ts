import { addressBits, familyOf, formatAddress } from '../ip/address.ts';
import type { Network } from '../ip/network.ts';
import { specialBlocks, specialPurpose } from '../ip/special-purpose.ts';
import type { Family } from '../machine.ts';
import { type Beginning, beginningOf, networkOfBeginning, treeOf } from './bit-tree.ts';

/** What stands for a real address or network; the same each time. */
export interface AddressMask {
  address(real: string): string;
  network(real: Network): Network;
}

/** Beginnings that tell nothing of anybody and that readers look for, beside the special-purpose blocks. */
const familiar: readonly Network[] = [
  { address: '127.0.0.1', length: 32 },
  { address: 'fe80::', length: 64 },
  { address: 'fd00::', length: 8 },
];

/** How often other bits are invented where an invented address is a real one of the same picture. */
const attempts = 16;

/**
 * Seen as a tree of bits: where two of the addresses part, or where one parts from a special-purpose block, the bit
 * stays as it is; every other bit is invented. So two of them share as many bits as they did, each is of the same block
 * as before, and their order stays; and nothing else of them does. A public address keeps the beginning that it shares
 * with the nearest block: 2a02:… its first 5 bits.
 */
export function maskFor(addresses: readonly string[], networks: readonly Network[]): AddressMask {
  const tree = treeOf([...addresses.map(alone), ...networks].map(beginningOf));
  const kept = treeOf([...heads('ipv4'), ...heads('ipv6'), ...familiar].map(beginningOf));
  const isKept = (node: Beginning) => kept.has(node) || tree.get(node)?.size === 2;
  const masked = (network: Network, seed: number) => networkOfBeginning(invent(beginningOf(network), isKept, seed));

  const known = new Set(addresses.filter((address) => specialPurpose(address) === null));
  const tellsNone = (seed: number) => [...known].every((address) => !known.has(masked(alone(address), seed).address));
  const seed = Array.from({ length: attempts }, (_, candidate) => candidate).find(tellsNone) ?? 0;
  return {
    address: (real) => masked(alone(real), seed).address,
    network: (real) => masked(real, seed),
  };
}

function invent(real: Beginning, isKept: (node: Beginning) => boolean, seed: number): Beginning {
  let invented = real.charAt(0);
  for (let end = 1; end < real.length; end += 1) {
    invented += isKept(real.slice(0, end)) ? real.charAt(end) : randomBit(`${seed}${invented}`);
  }
  return invented;
}

/** The same for the same text: what shares a network goes on sharing it. FNV-1a, its bits mixed once more. */
function randomBit(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return String((hash >>> 20) & 1);
}

function alone(address: string): Network {
  return { address, length: addressBits[familyOf(address)] };
}

function heads(family: Family): readonly Network[] {
  return specialBlocks[family].map(({ head, hostBits }) => ({
    address: formatAddress(head << hostBits, family),
    length: addressBits[family] - Number(hostBits),
  }));
}
