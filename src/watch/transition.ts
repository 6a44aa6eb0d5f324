import type { Failure } from '../failure.ts';
import { backOff } from './back-off.ts';
import {
  type Patience,
  type Pending,
  type Quiet,
  type Settling,
  type Standing,
  type State,
  type Updating,
  type Wanted,
  wakesAt,
} from './state.ts';
import { judge, type Telling } from './trouble.ts';

/** `at`: milliseconds of a clock that only runs forward. */
export type Event = { readonly at: number } & (
  | { readonly type: 'looked'; readonly wanted: Wanted }
  | { readonly type: 'tick' }
  /** Somebody wants an update now. */
  | { readonly type: 'requested' }
  /** The machine slept, or its clock was set: what is out there may be another network. */
  | { readonly type: 'disturbed' }
  | { readonly type: 'done'; readonly failure: Failure | null }
  /** What the service holds is what it accepted, or is not. */
  | { readonly type: 'verified'; readonly drifted: boolean }
);

export type Action =
  /** There may be an update soon. */
  { readonly do: 'prepare' } | { readonly do: 'update'; readonly insist: boolean } | Telling;

interface Step {
  readonly state: State;
  readonly actions: readonly Action[];
}

/** A change that comes again and again is not waited for longer than so many settling times. */
const longestSettling = 4;

/**
 * What one zone's watcher does next.
 *
 *     quiet ──changed──► settling ──settled──► updating ──done──► quiet
 *       ▲                 │    ▲                  │ changed
 *       └── as it was ────┘    └────── done ── pending
 *
 * An update that is due, or asked for, needs no settling. A failure leaves the zone quiet, with an earlier update due;
 * a change of the machine shortens the wait for it.
 */
export function transition(state: State, event: Event, patience: Patience): Step {
  const next = react(state, event, patience);
  const prepares = next.state.name === 'settling' && state.name !== 'settling';
  return prepares ? { ...next, actions: [...next.actions, { do: 'prepare' }] } : next;
}

function react(state: State, event: Event, patience: Patience): Step {
  switch (event.type) {
    case 'looked':
      return step(looked(state, event.wanted, event.at, patience));
    case 'tick':
      return event.at >= wakesAt(state) ? update(state) : step(state);
    case 'requested':
      return isBusy(state) ? step(pending(state, 'request')) : update(state);
    case 'disturbed':
      return step(isBusy(state) ? pending(state, 'disturbance') : disturbed(state, event.at, patience));
    case 'done':
      return isBusy(state) ? done(state, event.failure, event.at, patience) : step(state);
    case 'verified':
      return verified(state, event.drifted);
  }
}

function looked(state: State, wanted: Wanted, at: number, patience: Patience): State {
  const { handled } = state;
  switch (state.name) {
    case 'quiet':
      if (handled === null) return { ...state, handled: wanted };
      return wanted === handled ? state : settling(state, wanted, at, patience, state.nextAt);
    case 'settling':
      if (wanted === state.seen) return state;
      if (wanted === handled && state.nextAt !== null) return quiet(state, state.nextAt);
      return { ...settling(state, wanted, state.since, patience, state.nextAt), until: laterEnd(state, at, patience) };
    case 'updating':
      return wanted === handled ? state : { ...standing(state), name: 'pending', seen: wanted, because: 'change' };
    case 'pending':
      return wanted === handled && state.because === 'change' ? updating(state) : { ...state, seen: wanted };
  }
}

/** What has settled is what the update is about; else it is about the same as the last one. */
function update(state: State): Step {
  const seen = state.name === 'settling' ? state.seen : state.handled;
  const changed = seen !== state.handled;
  const trouble = changed && state.trouble !== null ? { ...state.trouble, tries: 0 } : state.trouble;
  return {
    state: updating({ ...state, handled: seen, trouble }),
    actions: [{ do: 'update', insist: state.insist }],
  };
}

function done(state: Updating | Pending, failure: Failure | null, at: number, patience: Patience): Step {
  const { trouble, actions } = judge(state.trouble, failure, at);
  const wait = failure === null ? patience.interval : backOff(failure, trouble?.tries ?? 1, state.insist);
  const rested = quiet({ ...state, trouble, insist: state.insist && failure !== null }, at + wait);
  if (state.name === 'updating') return { state: rested, actions };
  if (state.because === 'change') return { state: settling(rested, state.seen, at, patience, rested.nextAt), actions };
  const again = settling(rested, state.seen, at, patience, null);
  return { state: state.because === 'request' ? { ...again, until: at } : again, actions };
}

/** Drift is put right once: if that does not last, somebody else wants it so. */
function verified(state: State, drifted: boolean): Step {
  if (!drifted) return step(state.repaired ? { ...state, repaired: false } : state);
  if (state.name !== 'quiet' || state.trouble !== null || state.repaired) return step(state);
  return update({ ...state, insist: true, repaired: true });
}

function disturbed(state: Quiet | Settling, at: number, patience: Patience): State {
  return settling(state, state.name === 'settling' ? state.seen : state.handled, at, patience, null);
}

function pending(state: Updating | Pending, because: 'disturbance' | 'request'): Pending {
  const before = state.name === 'pending' ? state : { seen: state.handled, because };
  return {
    ...standing(state),
    name: 'pending',
    seen: before.seen,
    because: before.because === 'request' ? 'request' : because,
  };
}

function laterEnd({ since }: Settling, at: number, { settle }: Patience): number {
  return Math.min(at, since + (longestSettling - 1) * settle) + settle;
}

function settling(
  state: State,
  seen: Wanted | null,
  since: number,
  { settle }: Patience,
  nextAt: number | null,
): Settling {
  return { ...standing(state), name: 'settling', seen, since, until: since + settle, nextAt };
}

function quiet(state: Standing, nextAt: number): Quiet {
  return { ...standing(state), name: 'quiet', nextAt };
}

function updating(state: Standing): Updating {
  return { ...standing(state), name: 'updating' };
}

function standing({ handled, trouble, insist, repaired }: Standing): Standing {
  return { handled, trouble, insist, repaired };
}

function isBusy(state: State): state is Updating | Pending {
  return state.name === 'updating' || state.name === 'pending';
}

function step(state: State): Step {
  return { state, actions: [] };
}
