import type { Outcome } from '../outcome.ts';
import type { Values } from '../update.ts';

/** What is counted and kept of one zone. Points in time are milliseconds since the epoch. */
export interface ZoneMetrics {
  /** When the zone was last known to be as it should be. */
  readonly succeededAt: number | null;
  /** When other addresses were last published. */
  readonly changedAt: number | null;
  readonly healthy: boolean;
  readonly channel: string;
  readonly published: Values;
  /** How often the service accepted an update. */
  readonly updates: number;
  /** By the code of the failure. */
  readonly failures: Readonly<Record<string, number>>;
}

/** By the name of the zone. */
export type Metrics = ReadonlyMap<string, ZoneMetrics>;

export const noMetrics: ZoneMetrics = {
  succeededAt: null,
  changedAt: null,
  healthy: false,
  channel: '',
  published: {},
  updates: 0,
  failures: {},
};

/** The metrics of a zone after one more outcome. */
export function recorded(
  before: ZoneMetrics,
  { result, channel, failure, previous, sent, at }: Outcome,
  changed: boolean,
): ZoneMetrics {
  if (failure !== null) {
    const failures = { ...before.failures, [failure.code]: (before.failures[failure.code] ?? 0) + 1 };
    return { ...before, channel, failures, healthy: false, published: previous ?? {} };
  }
  return {
    ...before,
    channel,
    healthy: true,
    succeededAt: at,
    changedAt: changed ? at : before.changedAt,
    published: { ...previous, ...sent },
    updates: before.updates + (result === 'updated' || result === 'unchanged' ? 1 : 0),
  };
}
