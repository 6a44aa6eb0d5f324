import type { Failure } from '../failure.ts';
import type { ZoneJob } from '../job.ts';
import type { Outcome } from '../outcome.ts';
import type { ZoneTask } from '../pipeline/update-zones.ts';
import type { Look } from './lookout.ts';
import type { Patience, State } from './transition.ts';

export interface WatchedZone {
  readonly task: ZoneTask;
  readonly patience: Patience;
  /** How it was left by an earlier watch, or what it begins with. */
  readonly state: State;
}

/** Updates of zones that are due at the same moment. */
export interface Round {
  /** `insist`: sends what was accepted before, and asks where the service refused. Never throws. */
  update(zone: WatchedZone, insist: boolean): Promise<Outcome>;
  /** All its zones are done. */
  close(isTroubled: (zone: WatchedZone) => boolean): void;
}

/** What a person wants to know of a zone. */
export type News =
  | { readonly is: 'outcome'; readonly outcome: Outcome; readonly first: boolean }
  | { readonly is: 'trouble'; readonly failure: Failure }
  /** `lasted`: milliseconds. */
  | { readonly is: 'recovery'; readonly lasted: number };

export interface WatchEffects {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds of a clock that nobody sets. */
  monotonic(): number;
  /** Ends early where somebody wants something. */
  sleep(milliseconds: number): Promise<void>;
  readonly look: Look;
  /** Whether somebody has asked for a look since the last time. */
  isAsked(): boolean;
  openRound(zones: readonly WatchedZone[]): Round;
  tell(zone: WatchedZone, news: News): void;
  /** A sign of life, at every look. */
  alive(): void;
  /** Null where nobody wants to know what has become of what the service accepted. */
  readonly verify: Verify | null;
}

export interface Verify {
  /** Milliseconds. */
  readonly interval: number;
  /** Whether the service holds something else than it accepted. Never throws. */
  isDrifted(job: ZoneJob, signal: AbortSignal): Promise<boolean>;
}
