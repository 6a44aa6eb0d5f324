import { formatNetwork, networkOf } from '../ip/network.ts';
import type { SelectionPolicy } from '../job.ts';
import type { Family, Machine, MachineAddress, Questions } from '../machine.ts';
import { passOver } from './pass-over.ts';

const families: readonly Family[] = ['ipv4', 'ipv6'];

/**
 * What the picture leaves open and the choice hangs on; null where nothing does. The outgoing interface comes first:
 * lifetimes matter only among the addresses of one interface.
 */
export function openQuestions(machine: Machine, policy: SelectionPolicy): Questions | null {
  const outgoing = families.filter((family) => needsOutgoing(machine, family, policy));
  if (outgoing.length > 0) return { outgoing, lifetimes: false };
  return needsLifetimes(machine, policy) ? { outgoing: [], lifetimes: true } : null;
}

function needsOutgoing(machine: Machine, family: Family, policy: SelectionPolicy): boolean {
  const interfaces = new Set(eligible(machine, family, policy).map(({ interface: name }) => name));
  return machine.outgoing[family] === 'unknown' && interfaces.size > 1;
}

function needsLifetimes(machine: Machine, policy: SelectionPolicy): boolean {
  const rivals = eligible(machine, 'ipv6', policy);
  const onOutgoing = rivals.filter(({ interface: name }) => name === machine.outgoing.ipv6);
  const left = onOutgoing.length > 0 ? onOutgoing : rivals;
  const networks = new Set(left.map(({ address }) => formatNetwork(networkOf(address, 64))));
  return networks.size > 1 && left.some(({ preferredLifetime }) => preferredLifetime === 'unknown');
}

function eligible(machine: Machine, family: Family, policy: SelectionPolicy): readonly MachineAddress[] {
  return machine.addresses.filter((address) => address.family === family && passOver(address, policy) === null);
}
