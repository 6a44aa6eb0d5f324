import { setFlagsFromString } from 'node:v8';
import { openCourier } from '../courier/courier.ts';
import type { Failure } from '../failure.ts';
import type { HostPort } from '../job.ts';
import type { World } from '../pipeline/world.ts';
import { reloadRefused } from '../report/watch.ts';
import type { Result } from '../result.ts';
import type { Settings } from '../settings/settings.ts';
import { openWork } from '../work.ts';
import { type Control, openControl, openEnding } from './control.ts';
import { openServiceManager, systemdNotify } from './service-manager.ts';
import { type States, type Surroundings, watchWith } from './session.ts';
import { listenForSignals } from './signals.ts';
import { type Manner, openTeller, type Voice } from './teller.ts';

export interface WatchRun {
  readonly settings: Settings;
  /** Reads the settings again; their secrets are hidden by then. */
  reread(): Result<Settings, readonly Failure[]>;
  readonly world: World;
  readonly voice: Voice;
  readonly manner: Manner;
  warn(line: string): void;
  /** A line for `--verbose`. */
  trace(line: string): void;
  /** Who knows the name servers of the zones; null: the system's resolver. */
  readonly resolver: HostPort | null;
  readonly process: NodeJS.Process;
}

/** Milliseconds without a request after which what carries them is dismissed. */
const courierIdle = 10_000;
/** Milliseconds for what is under way when the process is asked to end. */
const farewell = 1200;

/** Watches until the process is asked to end, by the settings as they are then. */
export async function runWatch(run: WatchRun): Promise<void> {
  const { world, process, voice } = run;
  // What is done every second need not be fast, and the optimising compiler would take 4 MiB for as long as we live.
  setFlagsFromString('--no-opt');
  const killing = openEnding();
  const courier = openCourier({
    command: [process.execPath, ...process.execArgv, process.argv[1] ?? '', 'courier'],
    environment: world.environment,
    idle: courierIdle,
  });
  const manager = openServiceManager({
    environment: world.environment,
    pid: process.pid,
    monotonic: world.monotonic,
    send: systemdNotify(world.environment),
  });

  function reread(): Settings | null {
    manager.reloading();
    const read = run.reread();
    manager.ready();
    if (read.ok) {
      if (!run.manner.quiet) voice.writeErr('dynv6: the settings were read again\n');
      return read.value;
    }
    voice.writeErr(`${reloadRefused(read.failure, voice.errColours)}\n`, 'error');
    return null;
  }

  const control = openControl({ settings: run.settings, reread, farewell });
  listenForSignals(process, control);
  manager.ready();
  const surroundings: Surroundings = {
    ...run,
    ...control,
    openTransport: courier.openTransport,
    prepare: courier.prepare,
    alive: manager.alive,
    status: manager.status,
    tell: openTeller(voice, run.manner),
    killed: killing.signal,
  };
  try {
    await Promise.race([watchAll(control, surroundings), control.lastMoment]);
  } finally {
    manager.stopping();
    killing.abort();
    await Promise.all([courier.close(), manager.told()]);
  }
}

/** One session after the other, each with the settings of its time. */
async function watchAll(control: Control, surroundings: Surroundings): Promise<void> {
  const telling = openWork();
  let states: States | null = null;
  while (!control.isEnding) {
    const ended = await watchWith(control.settings, states, surroundings, control.begin());
    states = ended.states;
    telling.begin(ended.told);
  }
  await telling.ended();
}
