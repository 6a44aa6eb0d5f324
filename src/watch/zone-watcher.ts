import type { Outcome } from '../outcome.ts';
import type { News, Verify, WatchedZone } from './effects.ts';
import { type Event, type State, transition, type Wanted, wakesAt } from './transition.ts';

/** What a look brought. */
export interface Sighting {
  /** Milliseconds of a clock that only runs forward. */
  readonly at: number;
  /** Null where nothing can have changed. */
  readonly wanted: Wanted | null;
  /** Somebody wants an update now. */
  readonly asked: boolean;
  /** The machine has slept, or its clock was set. */
  readonly disturbed: boolean;
}

/** An update that is due. */
export interface Due {
  readonly watcher: ZoneWatcher;
  readonly insist: boolean;
}

/** One zone and where it stands. It holds the state and decides nothing. */
export interface ZoneWatcher {
  readonly zone: WatchedZone;
  readonly state: State;
  /** The update that this makes due, which counts as begun; null where there is none. */
  see(sighting: Sighting): Due | null;
  done(outcome: Outcome, at: number): void;
  /** Null where it is not time for that. */
  verification(at: number, signal: AbortSignal): Promise<void> | null;
}

export function openZoneWatcher(
  zone: WatchedZone,
  verify: Verify | null,
  tell: (zone: WatchedZone, news: News) => void,
): ZoneWatcher {
  let state = zone.state;
  let first = true;
  let verifyAt = Number.POSITIVE_INFINITY;
  /** What a verification found, until the next look. */
  let drifted: boolean | null = null;

  function feed(event: Event): Due | null {
    const step = transition(state, event, zone.patience);
    state = step.state;
    let due: Due | null = null;
    for (const action of step.actions) {
      if (action.do === 'update') due = { watcher, insist: action.insist };
      else if (action.do === 'tell trouble') tell(zone, { is: 'trouble', failure: action.failure });
      else tell(zone, { is: 'recovery', lasted: action.lasted });
    }
    return due;
  }

  const watcher: ZoneWatcher = {
    zone,
    get state() {
      return state;
    },
    see({ at, wanted, asked, disturbed }) {
      let due = wanted === null ? null : feed({ type: 'looked', at, wanted });
      if (disturbed) due = feed({ type: 'disturbed', at }) ?? due;
      if (asked) due = feed({ type: 'requested', at }) ?? due;
      if (drifted !== null) due = feed({ type: 'verified', at, drifted }) ?? due;
      drifted = null;
      return at >= wakesAt(state) ? (feed({ type: 'tick', at }) ?? due) : due;
    },
    done(outcome, at) {
      feed({ type: 'done', at, failure: outcome.failure });
      tell(zone, { is: 'outcome', outcome, first });
      first = false;
      verifyAt = at + (verify?.interval ?? Number.POSITIVE_INFINITY);
    },
    verification(at, signal) {
      const { job } = zone.task;
      if (verify === null || !job.ok || state.name !== 'quiet' || state.trouble !== null || at < verifyAt) return null;
      verifyAt = at + verify.interval;
      return verify.isDrifted(job.value, signal).then((found) => {
        drifted = found;
      });
    },
  };
  return watcher;
}
