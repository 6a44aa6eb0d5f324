import type { SelectionPolicy, ZoneJob } from '../job.ts';
import type { Detector } from '../machine.ts';
import { lookOnce, type Sight } from '../pipeline/look.ts';
import { select } from '../select/select.ts';
import type { Values } from '../update.ts';
import type { Wanted } from './state.ts';
import { autoFamilies, wantedBy } from './wanted.ts';

export interface LookoutEffects {
  /** A text that is the same as long as the machine is, as far as can be told at no cost. */
  glance(): string;
  readonly detector: Detector;
  /** What the service accepted last. */
  published(job: ZoneJob): Values;
}

/**
 * What each of the zones would publish now; null where that cannot have changed since the last time. `closely`: looks
 * even if the machine seems the same, for a glance shows neither lifetimes nor every route.
 */
export type Look = (closely: boolean, signal: AbortSignal) => Promise<ReadonlyMap<ZoneJob, Wanted> | null>;

/** Looks at the machine as cheaply as can be. */
export function lookout(jobs: readonly ZoneJob[], { glance, detector, published }: LookoutEffects): Look {
  let glanced: string | null = null;

  async function sightFor(job: ZoneJob, sights: Map<string, Promise<Sight>>, signal: AbortSignal): Promise<Sight> {
    const key = keyOf(job.selection);
    const known = sights.get(key) ?? lookOnce(detector, job.selection, signal);
    sights.set(key, known);
    return await withWaysOut(job, await known, signal);
  }

  /** Where the service is to see for itself, it matters how we leave. */
  async function withWaysOut(job: ZoneJob, sight: Sight, signal: AbortSignal): Promise<Sight> {
    const { machine, policy } = sight;
    const selected = select(machine, { wishes: job.wishes, policy }, published(job));
    const open = (selected.ok ? autoFamilies(selected.value.values) : []).filter(
      (family) => machine.outgoing[family] === 'unknown',
    );
    if (open.length === 0) return sight;
    return { machine: await detector.ask(machine, { outgoing: open, lifetimes: false }, signal), policy };
  }

  return async (closely, signal) => {
    const seen = glance();
    if (seen === glanced && !closely) return null;
    const sights = new Map<string, Promise<Sight>>();
    const wanted = new Map<ZoneJob, Wanted>();
    for (const job of jobs) wanted.set(job, wantedBy(job, await sightFor(job, sights, signal), published(job)));
    // What changed in the meantime is seen at the next glance.
    glanced = seen;
    return wanted;
  };
}

function keyOf(selection: SelectionPolicy): string {
  return JSON.stringify(selection);
}
