import type { Outcome } from '../outcome.ts';
import type { Due, WatchEffects, WatchedZone } from './effects.ts';
import { type State, type Wanted, wakesAt } from './state.ts';
import { type Action, type Event, transition } from './transition.ts';
import type { Telling } from './trouble.ts';

/** What a look brought. */
interface Sighting {
  /** Milliseconds of a clock that only runs forward. */
  readonly at: number;
  /** Null where nothing can have changed. */
  readonly wanted: Wanted | null;
  /** Somebody wants an update now. */
  readonly asked: boolean;
  /** The machine has slept, or its clock was set. */
  readonly disturbed: boolean;
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
  { isDrifted, tell, prepare }: Pick<WatchEffects, 'isDrifted' | 'tell' | 'prepare'>,
): ZoneWatcher {
  let state = zone.state;
  let first = true;
  const verifyEvery = zone.verifyEvery ?? Number.POSITIVE_INFINITY;
  let verifyAt = Number.POSITIVE_INFINITY;
  /** What a verification found, until the next look. */
  let drifted: boolean | null = null;

  function feed(event: Event): readonly Action[] {
    const { state: next, actions } = transition(state, event, zone.patience);
    state = next;
    if (actions.some((action) => action.do === 'prepare')) prepare();
    return actions;
  }

  return {
    zone,
    get state() {
      return state;
    },
    see({ at, wanted, asked, disturbed }) {
      const actions = [
        ...(wanted === null ? [] : feed({ type: 'looked', at, wanted })),
        ...(disturbed ? feed({ type: 'disturbed', at }) : []),
        ...(asked ? feed({ type: 'requested', at }) : []),
        ...(drifted === null ? [] : feed({ type: 'verified', at, drifted })),
        ...(at >= wakesAt(state) ? feed({ type: 'tick', at }) : []),
      ];
      drifted = null;
      const update = actions.find((action) => action.do === 'update');
      return update === undefined ? null : { zone, insist: update.insist, troubled: state.trouble !== null };
    },
    done(outcome, at) {
      const actions = feed({ type: 'done', at, failure: outcome.failure });
      tell(zone, { outcome, first, turn: actions.find(isTelling) ?? null });
      if (first) verifyAt = at + verifyEvery;
      first = false;
    },
    verification(at, signal) {
      const { job } = zone.entry;
      if (at < verifyAt || !job.ok || state.name !== 'quiet' || state.trouble !== null) return null;
      verifyAt = at + verifyEvery;
      return isDrifted(job.value, signal).then((found) => {
        drifted = found;
      });
    },
  };
}

function isTelling(action: Action): action is Telling {
  return action.do === 'tell trouble' || action.do === 'tell recovery';
}
