import type { Failure } from './failure.ts';
import type { Result } from './result.ts';

/** The records of a zone's own name that an update sets. */
export const addressTypes = ['A', 'AAAA'] as const;
export type AddressType = (typeof addressTypes)[number];

/**
 * What the name servers say, beside what they should. `differs`: they agree with one another on something else, which
 * somebody changed. `lags`: they have not all heard of the last change yet. `unknown`: too few answered, or there is
 * nothing to compare with.
 */
export type Verdict = 'agrees' | 'differs' | 'lags' | 'unknown';

/** What a name server should say. An empty list: no such record; null: whatever it says is right. */
export type Expected = Readonly<Record<AddressType, readonly string[] | null>>;

/** What one address of one authoritative name server says of the zone's own name. */
export interface ServerAnswer {
  /** Its name. */
  readonly server: string;
  /** Null where none was found. */
  readonly address: string | null;
  /** Sorted; empty where the server says that there is no such record. */
  readonly says: Readonly<Record<AddressType, Result<readonly string[], Failure>>>;
}

/** What became of a comparison of a zone with the DNS. */
export interface Verification {
  readonly verdict: Verdict;
  /** By type; null where the type has no part in the verdict. */
  readonly verdicts: Readonly<Record<AddressType, Verdict | null>>;
  readonly expected: Expected;
  /** The zone whose name servers were asked: the zone itself, or one that encloses it. Null where none was found. */
  readonly authority: string | null;
  readonly answers: readonly ServerAnswer[];
  /** Why nobody could be asked. */
  readonly failure: Failure | null;
}
