import type { Choice } from './choice.ts';
import type { Failure } from './failure.ts';
import type { Family } from './machine.ts';
import type { ChannelName, Values, Zone } from './update.ts';

/** What became of one zone. */
export interface Outcome {
  readonly zone: Zone;
  readonly label: string;
  readonly channel: ChannelName;
  /** `updated` and `unchanged` are the service's words, `skipped` is the cache's. */
  readonly result: 'updated' | 'unchanged' | 'skipped' | 'planned' | 'failed';
  /** What went out, or would go out. */
  readonly sent: Values;
  /** What the service had accepted before; null where nothing is remembered. */
  readonly previous: Values | null;
  readonly response: string | null;
  readonly failure: Failure | null;
  /** When the service accepted what was not sent again; ms since the epoch. */
  readonly acceptedAt: number | null;
  /** Why these addresses and no others; null where no address was looked for. */
  readonly choices: Readonly<Record<Family, Choice>> | null;
  /** What was left out and why; one line each, for `--verbose`. */
  readonly notes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What an outcome says where nothing was looked at, sent or answered. */
export const nothingYet = {
  sent: {},
  previous: null,
  response: null,
  failure: null,
  acceptedAt: null,
  choices: null,
  notes: [],
} as const satisfies Partial<Outcome>;
