import type { Trouble } from './trouble.ts';

/** What a zone would publish, as a text: another text means that something has changed. */
export type Wanted = string;

/** Milliseconds. */
export interface Patience {
  /** For so long a change has to stand before it counts. */
  readonly settle: number;
  /** Between two updates of a zone that has not changed. */
  readonly interval: number;
}

export interface Standing {
  /** What the last update found; null before the first. */
  readonly handled: Wanted | null;
  readonly trouble: Trouble | null;
  /** Updates send what the service accepted before, and ask where it refused, until one succeeds. */
  readonly insist: boolean;
  /** What others had changed at the service was put right, and has not been seen to last. */
  readonly repaired: boolean;
}

export interface Quiet extends Standing {
  readonly name: 'quiet';
  readonly nextAt: number;
}

export interface Settling extends Standing {
  readonly name: 'settling';
  readonly seen: Wanted | null;
  readonly since: number;
  readonly until: number;
  /** When the next update was due, if all turns out to be as before; null where there is to be one in any case. */
  readonly nextAt: number | null;
}

export interface Updating extends Standing {
  readonly name: 'updating';
}

export interface Pending extends Standing {
  readonly name: 'pending';
  readonly seen: Wanted | null;
  readonly because: 'change' | 'disturbance' | 'request';
}

export type State = Quiet | Settling | Updating | Pending;

/** A zone that is to be updated at once. */
export function firstState(
  at: number,
  { insist, trouble = null }: Pick<Standing, 'insist'> & Partial<Standing>,
): State {
  return { name: 'quiet', handled: null, nextAt: at, trouble, insist, repaired: false };
}

/** When a tick would do something. */
export function wakesAt(state: State): number {
  if (state.name === 'quiet') return state.nextAt;
  return state.name === 'settling' ? state.until : Number.POSITIVE_INFINITY;
}
