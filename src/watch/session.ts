import type { OpenTransport } from '../channels/open-channel.ts';
import { type Hooks, openHooks, silentHooks } from '../hooks/hooks.ts';
import type { HostPort, ZoneJob } from '../job.ts';
import type { Outcome } from '../outcome.ts';
import { acceptedValues } from '../pipeline/memory.ts';
import { openUpdater, type Updater } from '../pipeline/updater.ts';
import type { World } from '../pipeline/world.ts';
import { statusText } from '../report/watch.ts';
import { secretsOfZones } from '../settings/secrets.ts';
import type { Settings, ZoneEntry } from '../settings/settings.ts';
import type { Due, News, Round, WatchEffects, WatchedZone } from './effects.ts';
import { lookout } from './lookout.ts';
import { withOwnSignal } from './own-signal.ts';
import { firstState, type State } from './state.ts';
import { updateOne } from './update-one.ts';
import { watch } from './watch.ts';

/** What outlives one reading of the settings. */
export interface Surroundings {
  readonly world: World;
  /** This process's own connections where nothing is said. */
  readonly openTransport?: OpenTransport | undefined;
  sleep(milliseconds: number): Promise<void>;
  isAsked(): boolean;
  alive(): void;
  /** What the service manager is to show. */
  status(text: string): void;
  tell(news: News): void;
  warn(line: string): void;
  /** A line for `--verbose`. */
  trace(line: string): void;
  /** Requests may come soon, with this time limit. */
  prepare(timeout: number): void;
  /** Who knows the name servers of the zones; null: the system's resolver. */
  readonly resolver: HostPort | null;
  /** Aborted when the process ends and waits no longer. */
  readonly killed: AbortSignal;
}

/** Where zones stood when their settings were read again, by their names. */
export type States = ReadonlyMap<string, State>;

export interface Ended {
  readonly states: States;
  /** Resolves when all that others are still being told is told. */
  readonly told: Promise<void>;
}

/** Watches with one reading of the settings, until the signal aborts. `before`: null at the start of the process. */
export async function watchWith(
  settings: Settings,
  before: States | null,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<Ended> {
  const { world, openTransport, trace } = surroundings;
  const updater = openUpdater({ cacheFolder: settings.cacheFolder, trace, openTransport, stays: true }, world);
  const hooks = hooksFor(settings, updater, surroundings);
  const zones = settings.zones.map((entry) => watchedZone(entry, before, world.monotonic()));
  const left = await watch(zones, effectsFor(zones, updater, hooks, surroundings, signal), signal);
  return {
    states: new Map([...left].map(([{ entry }, state]) => [entry.zone, state])),
    told: hooks.told().then(() => updater.close()),
  };
}

function hooksFor({ zones }: Settings, updater: Updater, { world, warn, killed }: Surroundings): Hooks {
  if (zones.some(({ job }) => job.ok && job.value.dryRun)) return silentHooks;
  return openHooks({
    environment: world.environment,
    secrets: secretsOfZones(zones),
    now: world.now,
    sender: updater.sender,
    warn,
    signal: killed,
  });
}

/** After a reload, what was in trouble is asked in any case: somebody may have put it right. */
function watchedZone(entry: ZoneEntry, before: States | null, at: number): WatchedZone {
  const { autoInterval, maxAge, settle, verify } = entry.resolved.values;
  const trouble = before?.get(entry.zone)?.trouble ?? null;
  const forced = before === null && entry.job.ok && entry.job.value.sending.force;
  return {
    entry,
    verifyEvery: verify,
    patience: { settle, interval: maxAge > 0 ? Math.min(autoInterval, maxAge) : autoInterval },
    state: firstState(at, { insist: forced || trouble !== null, trouble }),
  };
}

/** Milliseconds after which the metrics tell anew when the machine was looked at. */
const metricsEvery = 60_000;

function effectsFor(
  zones: readonly WatchedZone[],
  updater: Updater,
  hooks: Hooks,
  surroundings: Surroundings,
  signal: AbortSignal,
): WatchEffects {
  const { world } = surroundings;
  const jobs = zones.flatMap(({ entry: { job } }) => (job.ok ? [job.value] : []));
  const outcomes = new Map<WatchedZone, Outcome>();
  const warned = new Set<string>();
  let writtenAt = world.monotonic();

  function openRound(due: readonly Due[]): Round {
    const entries = due.map(({ zone: { entry } }) => entry);
    const effects = updater.effects();
    hooks.begin(entries);
    return {
      update: (one) => updateOne(one, effects, signal),
      close() {
        hooks.end(entries);
        writtenAt = world.monotonic();
        for (const warning of updater.warnings) if (!warned.has(warning)) surroundings.warn(warning);
        for (const warning of updater.warnings) warned.add(warning);
        surroundings.status(statusText([...outcomes.values()], zones.length));
      },
    };
  }

  async function isDrifted(job: ZoneJob, ending: AbortSignal): Promise<boolean> {
    const { driftFinder } = await import('../status/drift.ts');
    const recall = (zone: ZoneJob) => updater.memoryOf(zone).recallFresh();
    const find = driftFinder({ recall, now: world.now, resolver: surroundings.resolver });
    return withOwnSignal(ending, (own) => find(job, own));
  }

  function prepare(): void {
    const timeouts = new Set(jobs.filter(({ way }) => 'token' in way).map(({ timeout }) => timeout));
    for (const timeout of timeouts) surroundings.prepare(timeout);
  }

  return {
    now: world.now,
    monotonic: world.monotonic,
    sleep: surroundings.sleep,
    isAsked: surroundings.isAsked,
    isDrifted,
    look: lookout(jobs, {
      glance: world.glance,
      detector: updater.detector,
      published: (job) => acceptedValues(updater.memoryOf(job).recall()) ?? {},
    }),
    prepare,
    openRound,
    tell(zone, news) {
      const { outcome, turn } = news;
      outcomes.set(zone, outcome);
      surroundings.tell(news);
      hooks.outcome(zone.entry, outcome);
      if (turn?.do === 'tell trouble') hooks.trouble(zone.entry, turn.failure);
      else if (turn !== null) hooks.recovery(zone.entry, turn.lasted);
    },
    alive() {
      surroundings.alive();
      if (world.monotonic() - writtenAt < metricsEvery) return;
      writtenAt = world.monotonic();
      hooks.looked();
    },
  };
}
