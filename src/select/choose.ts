import type { Choice } from '../choice.ts';
import type { SelectionPolicy } from '../job.ts';
import type { Family, Machine } from '../machine.ts';
import { onlyTentative, passOver } from './pass-over.ts';
import { prefer } from './prefer.ts';

/** The address of a family to publish, and why none of the others. `published` is the one published last. */
export function choose(machine: Machine, family: Family, policy: SelectionPolicy, published: string | null): Choice {
  const judged = machine.addresses
    .filter((address) => address.family === family)
    .map((address) => ({ address, reason: passOver(address, policy) }));
  const candidates = judged.filter(({ reason }) => reason === null).map(({ address }) => address);
  const ranking = prefer(candidates, { machine, published });
  return {
    chosen: ranking?.chosen ?? null,
    verdicts: judged.map(({ address, reason }) => ({
      address,
      reason: reason ?? ranking?.losers.get(address) ?? null,
    })),
    undecided: ranking === null && judged.some(({ address }) => onlyTentative(address, policy)),
  };
}
