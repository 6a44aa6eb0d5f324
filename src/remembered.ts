import type { FailureCode } from './failure.ts';
import type { Field } from './update.ts';

/** What is remembered of one zone at one server by one channel. Points in time are milliseconds since the epoch. */
export interface Remembered {
  /** What the service accepted, each value with the time at which it did. */
  readonly accepted: Readonly<Partial<Record<Field, AcceptedValue>>>;
  /** The service's words at the last acceptance. */
  readonly response: string | null;
  /** The first time at which the values were accepted as they stand now. */
  readonly changedAt: number | null;
  /** What is not to be tried again at once; null where the last answer was a yes. */
  readonly refusal: Refusal | null;
}

export interface AcceptedValue {
  readonly value: string;
  readonly at: number;
}

/** A refusal that is not to be repeated: token or zone wrong, a rate limit, repeated failures of the service. */
export interface Refusal {
  readonly code: FailureCode;
  /** Never holds a secret. */
  readonly message: string;
  /** Tells whether the token is still the same one; the token cannot be had from it. */
  readonly tokenHash: string;
  readonly at: number;
  /** Not to be tried before then. */
  readonly until: number;
  /** How often in a row. */
  readonly times: number;
}
