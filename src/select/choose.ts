import type { SelectionPolicy } from '../job.ts';
import type { Family, Machine, MachineAddress } from '../machine.ts';
import { onlyTentative, passOver } from './pass-over.ts';
import { prefer } from './prefer.ts';

/** One address and, where it is not the one to publish, the reason in words. */
export interface Verdict {
  readonly address: MachineAddress;
  readonly reason: string | null;
}

export interface Choice {
  readonly chosen: MachineAddress | null;
  /** Every address of the family, in the order of the picture. */
  readonly verdicts: readonly Verdict[];
  /** Nothing may be published yet, but duplicate address detection is still at work on an address that then may. */
  readonly undecided: boolean;
}

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
