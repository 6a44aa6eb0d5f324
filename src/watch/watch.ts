import type { ZoneJob } from '../job.ts';
import { sideBySide } from '../pipeline/side-by-side.ts';
import { mostAtOnce } from '../pipeline/update-zones.ts';
import { openWork } from '../work.ts';
import type { Due, WatchEffects, WatchedZone } from './effects.ts';
import { openPace } from './pace.ts';
import { type State, type Wanted, wakesAt } from './state.ts';
import { openZoneWatcher, type ZoneWatcher } from './zone-watcher.ts';

/** Milliseconds between two looks at what a glance does not show. */
const lookEvery = 30_000;
/** Milliseconds by which a timer is late, or the clock out of step, where the machine has slept. */
const sleepShows = 5000;

/**
 * Looks at the machine and keeps the zones as it is, whatever goes wrong, until the signal aborts. Gives the states in
 * which it leaves the zones; nothing is under way any more then.
 */
export async function watch(
  zones: readonly WatchedZone[],
  effects: WatchEffects,
  signal: AbortSignal,
): Promise<ReadonlyMap<WatchedZone, State>> {
  const watchers = zones.map((zone) => openZoneWatcher(zone, effects));
  const work = openWork();
  const pace = openPace();
  let rest = pace(0);
  let lookAt = effects.monotonic();
  let disturbed = false;

  while (!signal.aborted) {
    const asked = effects.isAsked();
    const begin = effects.monotonic();
    const closely = asked || disturbed || begin >= lookAt;
    const seen = await effects.look(closely, signal);
    if (signal.aborted) break;
    effects.alive();
    work.check();
    const at = effects.monotonic();
    if (closely) lookAt = at + lookEvery;

    const sighting = { at, asked, disturbed };
    const due = watchers.flatMap((watcher) => watcher.see({ ...sighting, wanted: wantedOf(watcher, seen) }) ?? []);
    if (due.length > 0) work.begin(runRound(due, watchers, effects, signal));
    for (const watcher of watchers) work.begin(watcher.verification(at, signal));
    // A look that is more than a glance says nothing of what glances cost.
    if (seen === null) rest = pace(at - begin);
    disturbed = await sleepUntil(earliest(watchers, at + rest), effects);
  }
  await work.ended();
  return new Map(watchers.map(({ zone, state }) => [zone, state]));
}

async function runRound(
  due: readonly Due[],
  watchers: readonly ZoneWatcher[],
  effects: WatchEffects,
  signal: AbortSignal,
): Promise<void> {
  const round = effects.openRound(due);
  await sideBySide(due, mostAtOnce, async (update) => {
    const outcome = await round.update(update);
    // What was broken off says nothing about the zone.
    if (signal.aborted) return;
    watchers.find(({ zone }) => zone === update.zone)?.done(outcome, effects.monotonic());
  });
  if (!signal.aborted) round.close();
}

/** Whether the machine has slept in the meantime, or its clock was set. */
async function sleepUntil(at: number, { now, monotonic, sleep }: WatchEffects): Promise<boolean> {
  const [clockBefore, before] = [now(), monotonic()];
  const wanted = Math.max(0, at - before);
  await sleep(wanted);
  const passed = monotonic() - before;
  return passed - wanted > sleepShows || Math.abs(now() - clockBefore - passed) > sleepShows;
}

function earliest(watchers: readonly ZoneWatcher[], latest: number): number {
  return watchers.reduce((soonest, { state }) => Math.min(soonest, wakesAt(state)), latest);
}

function wantedOf({ zone: { entry } }: ZoneWatcher, seen: ReadonlyMap<ZoneJob, Wanted> | null): Wanted | null {
  return seen === null || !entry.job.ok ? null : (seen.get(entry.job.value) ?? null);
}
