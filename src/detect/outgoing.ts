import type { Family, Known, Machine } from '../machine.ts';
import type { DetectWorld } from './world.ts';

/** The machine's outgoing interfaces, those of the families in question asked of the kernel anew. */
export async function askOutgoing(
  machine: Machine,
  families: readonly Family[],
  connectUdp: DetectWorld['connectUdp'],
): Promise<Machine['outgoing']> {
  const answers = await Promise.all(
    families.map(async (family) => [family, interfaceWith(machine, await connectUdp(family))] as const),
  );
  return { ...machine.outgoing, ...Object.fromEntries(answers) };
}

/** The source may be a privacy address: it tells the interface, not what to publish. */
function interfaceWith({ addresses }: Machine, source: string | null): Known<string | null> {
  if (source === null) return null;
  const names = new Set(addresses.flatMap(({ address, interface: name }) => (address === source ? [name] : [])));
  const [name = 'unknown'] = names;
  // One address on two interfaces does not tell which of them is meant.
  return names.size === 1 ? name : 'unknown';
}
