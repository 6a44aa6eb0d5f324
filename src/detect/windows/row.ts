import type { Family, Known } from '../../machine.ts';

/** An address as Windows describes it: the numbers are the same in .NET, WMI and nldef.h. */
export interface WindowsRow {
  /** Names of interfaces are localised; the index is not. */
  readonly index: number;
  readonly family: Family;
  readonly address: string;
  readonly prefixOrigin: number;
  readonly suffixOrigin: number;
  readonly state: number;
  /** Milliseconds. */
  readonly preferredLifetime: Known<number | 'forever'>;
}
