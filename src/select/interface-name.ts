import type { Failure } from '../failure.ts';
import type { SelectionPolicy, Wishes } from '../job.ts';
import type { Machine } from '../machine.ts';

/**
 * The interface that the user means. Tools print `eth0.100@eth0` for a VLAN and `eth0:1` for a label of an address;
 * the interface is `eth0.100` and `eth0`.
 */
export function interfaceNamed(typed: string, machine: Machine): string {
  const names = namesOf(machine);
  const [beforeParent = typed] = typed.split('@');
  const [beforeLabel = typed] = beforeParent.split(':');
  return [typed, beforeParent, beforeLabel].find((name) => names.has(name)) ?? typed;
}

/** The failure where an interface is asked for that this machine does not have; null where it has it or cannot tell. */
export function interfaceFailure(machine: Machine, policy: SelectionPolicy, wishes: Wishes): Failure | null {
  const { interface: name } = policy;
  const names = namesOf(machine);
  const looks = Object.values(wishes).some((wish) => wish === 'detect' || wish === 'interface' || wish === 'auto');
  if (name === null || !looks || names.size === 0 || names.has(name)) return null;
  return {
    code: 'usage',
    message: `there is no interface "${name}" here`,
    advice: `This machine has ${listOf([...names].sort())}`,
  };
}

function namesOf({ interfaces, addresses }: Machine): ReadonlySet<string> {
  return new Set([...interfaces.map(({ name }) => name), ...addresses.map(({ interface: name }) => name)]);
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(', ');
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown;
}
