import type { ZoneJob } from '../job.ts';
import type { Outcome } from '../outcome.ts';
import type { ZoneEntry } from '../settings/settings.ts';
import type { Look } from './lookout.ts';
import type { Patience, State } from './state.ts';
import type { Telling } from './trouble.ts';

export interface WatchedZone {
  readonly entry: ZoneEntry;
  readonly patience: Patience;
  /** Milliseconds between two questions whether the service still holds what it accepted; null: nobody asks. */
  readonly verifyEvery: number | null;
  /** How it was left by an earlier watch, or what it begins with. */
  readonly state: State;
}

/** An update that is due. */
export interface Due {
  readonly zone: WatchedZone;
  /** Sends what was accepted before, and asks where the service refused. */
  readonly insist: boolean;
  /** The last one failed: this one is a try among many. */
  readonly troubled: boolean;
}

/** Updates that are due at the same moment. */
export interface Round {
  /** Never throws. */
  update(due: Due): Promise<Outcome>;
  /** All of them have ended. */
  close(): void;
}

/** What became of an update. */
export interface News {
  readonly outcome: Outcome;
  /** The first of this zone. */
  readonly first: boolean;
  /** Null where it is as before. */
  readonly turn: Telling | null;
}

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
  /** There may be updates soon: what they need can be made ready. */
  prepare(): void;
  openRound(due: readonly Due[]): Round;
  tell(zone: WatchedZone, news: News): void;
  /** A sign of life, at every look. */
  alive(): void;
  /** Whether the service holds something else than it accepted. Never throws. */
  isDrifted(job: ZoneJob, signal: AbortSignal): Promise<boolean>;
}
