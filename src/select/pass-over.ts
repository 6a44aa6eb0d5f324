import { specialPurpose } from '../ip/special-purpose.ts';
import type { SelectionPolicy } from '../job.ts';
import type { MachineAddress } from '../machine.ts';

type Rule = readonly [reason: string, holds: (address: MachineAddress, policy: SelectionPolicy) => boolean];

/** In the order in which a person would give them. */
const rules: readonly Rule[] = [
  ['on another interface', ({ interface: name }, policy) => policy.interface !== null && name !== policy.interface],
  ['CLAT', ({ clat }) => clat === true],
];

const states: readonly Rule[] = [
  ['duplicate: another host has it', ({ duplicate }) => duplicate === true],
  ['tentative', ({ tentative }) => tentative === true],
  ['detached: its router is gone', ({ detached }) => detached === true],
  ['deprecated', ({ deprecated }) => deprecated === true],
  ['temporary', ({ temporary }, policy) => temporary === true && !policy.temporary],
];

/** The reason, in words, never to publish the address, or null where it may be published. */
export function passOver(address: MachineAddress, policy: SelectionPolicy): string | null {
  const holds = ([, rule]: Rule) => rule(address, policy);
  return rules.find(holds)?.[0] ?? specialPurpose(address.address) ?? states.find(holds)?.[0] ?? null;
}

/** Whether the address may be published once duplicate address detection has passed it (RFC 4862, section 5.4). */
export function onlyTentative(address: MachineAddress, policy: SelectionPolicy): boolean {
  return address.tentative === true && passOver({ ...address, tentative: false }, policy) === null;
}
