import { setImmediate as letGo } from 'node:timers/promises';
import type { Failure } from '../../../src/failure.ts';
import type { Due, News, WatchEffects, WatchedZone } from '../../../src/watch/effects.ts';
import { firstState, type Wanted } from '../../../src/watch/state.ts';
import { watch } from '../../../src/watch/watch.ts';
import { failedWith, outcomeWith, settingsWith } from './zones.ts';

/** A machine, a service and a clock that are all played. Points in time are milliseconds since the watch began. */
export interface Play {
  /** What the zone would publish at that time. */
  readonly wanted: (at: number) => Wanted;
  /** What becomes of an update that begins then; it succeeds where nothing is said. */
  readonly update?: (at: number) => Failure | null;
  /** Milliseconds that an update takes. */
  readonly took?: number;
  /** When somebody asks for a look. */
  readonly asked?: readonly number[];
  /** From when to when the machine sleeps: the clock that nobody sets stands still, unless it is said to go on. */
  readonly sleeps?: { readonly from: number; readonly to: number; readonly clockGoesOn?: boolean };
  /** Glances show no change. */
  readonly hidden?: boolean;
  /** How often somebody looks, and what is found then. */
  readonly verify?: { readonly every: number; readonly isDrifted: () => boolean };
  readonly until: number;
}

export interface Played {
  /** When an update began, and what the zone would publish then. */
  readonly updates: readonly { readonly at: number; readonly wanted: Wanted; readonly due: Due }[];
  readonly news: readonly News[];
}

/** Watches one zone through the play. */
export async function playWatch({
  wanted,
  update = () => null,
  took = 20,
  asked = [],
  sleeps = { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY },
  hidden = false,
  verify,
  until,
}: Play): Promise<Played> {
  const [entry] = settingsWith().zones;
  if (entry === undefined || !entry.job.ok) throw new Error('no zone');
  const job = entry.job.value;
  const zone: WatchedZone = {
    entry,
    verifyEvery: verify?.every ?? null,
    patience: { settle: 2200, interval: 300_000 },
    state: firstState(0, { insist: false }),
  };
  const ending = new AbortController();
  const updates: { at: number; wanted: Wanted; due: Due }[] = [];
  const news: News[] = [];
  const alarms: { readonly at: number; readonly ring: () => void }[] = [];
  let pending = [...asked];
  let clock = 0;
  let glanced: Wanted | null = null;

  /** Moves the clock on; what was to happen until then happens. */
  async function sleep(milliseconds: number): Promise<void> {
    const end = clock + milliseconds;
    for (;;) {
      alarms.sort((one, other) => one.at - other.at);
      const [first] = alarms;
      if (first === undefined || first.at > end) break;
      clock = Math.max(clock, first.at);
      alarms.shift()?.ring();
      await letGo();
    }
    clock = clock < sleeps.from && end >= sleeps.from ? sleeps.to : end;
    if (clock >= until) ending.abort();
  }

  const effects: WatchEffects = {
    now: () => clock,
    monotonic: () => (clock >= sleeps.to && !sleeps.clockGoesOn ? clock - (sleeps.to - sleeps.from) : clock),
    sleep,
    async look(closely) {
      const seen = wanted(clock);
      const isNew = closely || (seen !== glanced && !hidden);
      glanced = seen;
      return isNew ? new Map([[job, seen]]) : null;
    },
    isAsked() {
      const due = pending.some((at) => at <= clock);
      pending = pending.filter((at) => at > clock);
      return due;
    },
    openRound: () => ({
      async update(due) {
        updates.push({ at: clock, wanted: wanted(clock), due });
        const failure = update(clock);
        await new Promise<void>((resolve) => alarms.push({ at: clock + took, ring: resolve }));
        return failure === null ? outcomeWith() : failedWith(failure);
      },
      close: () => undefined,
    }),
    prepare: () => undefined,
    tell: (_zone, heard) => news.push(heard),
    alive: () => undefined,
    isDrifted: async () => verify?.isDrifted() ?? false,
  };
  ending.signal.addEventListener('abort', () => {
    for (const { ring } of alarms) ring();
  });
  await watch([zone], effects, ending.signal);
  return { updates, news };
}
