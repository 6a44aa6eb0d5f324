import { contains } from '../ip/network.ts';
import type { Machine, MachineAddress } from '../machine.ts';

/** An address that tells the length of its own network. */
export type Sibling = MachineAddress & { readonly prefixLength: number };

/** The addresses beside a /128, on its interface, in whose own network it lies. */
export function siblingsOf({ address, interface: name }: MachineAddress, machine: Machine): readonly Sibling[] {
  return machine.addresses
    .filter((other): other is Sibling => typeof other.prefixLength === 'number' && other.prefixLength < 128)
    .filter((other) => other.interface === name && other.family === 'ipv6')
    .filter((other) => contains({ address: other.address, length: other.prefixLength }, address));
}
