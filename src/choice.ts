import type { MachineAddress } from './machine.ts';

/** One address and, where it is not the one to publish, the reason in words. */
export interface Verdict {
  readonly address: MachineAddress;
  readonly reason: string | null;
}

/** What became of a family's addresses. */
export interface Choice {
  readonly chosen: MachineAddress | null;
  /** Every address of the family, in the order of the picture. */
  readonly verdicts: readonly Verdict[];
  /** Nothing may be published yet, but duplicate address detection is still at work on an address that then may. */
  readonly undecided: boolean;
}
