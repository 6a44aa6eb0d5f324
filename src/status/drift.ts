import type { HostPort, ZoneJob } from '../job.ts';
import { openNameService } from '../name-servers/name-service.ts';
import type { Remembered } from '../remembered.ts';
import { expectationOf } from './expectation.ts';
import { verify } from './verify.ts';

export interface DriftEffects {
  /** What the service accepted of the job's zone, as it is remembered now. */
  recall(job: ZoneJob): Remembered | null;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Null: the system's, looked up anew each time: a notebook changes its network. */
  readonly resolver: HostPort | null;
  /** Where the authoritative name servers listen; 53 in the world. */
  readonly port?: number;
}

/**
 * Tells whether somebody changed a zone behind our back: all its name servers agree on something else than the
 * service accepted. One that lags, or cannot be asked, is no drift. Never throws.
 */
export function driftFinder({ recall, now, resolver, port }: DriftEffects) {
  return async (job: ZoneJob, signal: AbortSignal): Promise<boolean> => {
    const options = { resolver, timeout: job.timeout };
    const names = await openNameService(port === undefined ? options : { ...options, port });
    if (!names.ok) return false;
    const { verdict } = await verify(job.zone, expectationOf(recall(job), now()), names.value, signal);
    return verdict === 'differs';
  };
}
