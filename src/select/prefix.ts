import { contains, formatNetwork, networkOf, parsePrefixed } from '../ip/network.ts';
import type { SelectionPolicy } from '../job.ts';
import type { Machine, MachineAddress } from '../machine.ts';
import { siblingsOf } from './siblings.ts';

/**
 * The network to publish with the address, in CIDR notation without host bits; null where it cannot be told.
 * Never a /128: no host but the one would be in it.
 */
export function prefixFor(address: MachineAddress, machine: Machine, policy: SelectionPolicy): string | null {
  const length = policy.prefixLength ?? onLinkLength(address, machine);
  return length === null || length >= 128 ? null : formatNetwork(networkOf(address.address, length));
}

/** The length of the on-link network of the address, on its own interface and no other. */
function onLinkLength(address: MachineAddress, machine: Machine): number | null {
  if (typeof address.prefixLength === 'number' && address.prefixLength < 128) return address.prefixLength;
  const covering = [...routedLengths(address, machine), ...siblingLengths(address, machine)];
  return covering.length === 0 ? null : Math.max(...covering);
}

function routedLengths({ address, interface: name }: MachineAddress, { onLinkPrefixes }: Machine): readonly number[] {
  if (onLinkPrefixes === 'unknown') return [];
  return onLinkPrefixes
    .filter((prefix) => prefix.interface === name)
    .map(({ network }) => parsePrefixed(network))
    .filter((network) => network !== null)
    .filter((network) => network.length < 128 && contains(network, address))
    .map(({ length }) => length);
}

/** Where routes cannot be read, an address beside it that knows its network tells the same. */
function siblingLengths(address: MachineAddress, machine: Machine): readonly number[] {
  return siblingsOf(address, machine)
    .filter(({ deprecated }) => deprecated !== true)
    .map(({ prefixLength }) => prefixLength);
}
