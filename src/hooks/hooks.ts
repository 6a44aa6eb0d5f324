import type { Send } from '../channels/http.ts';
import type { Failure } from '../failure.ts';
import type { Outcome } from '../outcome.ts';
import type { Secret } from '../secret.ts';
import type { SettingValues } from '../settings/definitions.ts';
import { openWork } from '../work.ts';
import { isChange } from './change.ts';
import { commandEnvironment } from './command-environment.ts';
import { openMetricsFiles } from './metrics-files.ts';
import { notification, type Occasion } from './notification.ts';
import { openPings } from './pings.ts';
import { runShell } from './run-shell.ts';

/** A zone, and who wants to hear of it. */
interface HookedZone {
  readonly zone: string;
  readonly label: string;
  readonly resolved: { readonly values: Pick<SettingValues, 'onChange' | 'notifyUrl' | 'pingUrl' | 'metrics'> };
}

export interface HookEffects {
  readonly environment: NodeJS.ProcessEnv;
  /** What the command of a change must not see. */
  readonly secrets: readonly Secret[];
  /** Milliseconds since the epoch. */
  now(): number;
  /** `timeout`: milliseconds. */
  sender(timeout: number): Promise<Send>;
  /** One line for the user. */
  warn(line: string): void;
  /** Aborted when the process ends and can wait no longer. */
  readonly signal: AbortSignal;
}

/** Tells others what becomes of the zones. None of them can do harm, and no update waits for them. */
export interface Hooks {
  /** These zones are about to be updated. */
  begin(zones: readonly HookedZone[]): void;
  outcome(zone: HookedZone, outcome: Outcome): void;
  /** No update succeeds any more. */
  trouble(zone: HookedZone, failure: Failure): void;
  /** They do again. `lasted`: milliseconds. */
  recovery(zone: HookedZone, lasted: number): void;
  /** The updates have ended. */
  end(zones: readonly HookedZone[]): void;
  /** The machine was looked at, and there was nothing to do. */
  looked(): void;
  /** Resolves when all that is under way has ended. */
  told(): Promise<void>;
}

/** Milliseconds for one request. */
const requestLimit = 10_000;
/** Milliseconds for the command of a change. */
const commandLimit = 60_000;

export function openHooks({ environment, secrets, now, sender, warn, signal }: HookEffects): Hooks {
  const work = openWork();
  const metrics = openMetricsFiles({ now, warn });
  // One command and one message after the other: the last one tells what is so now.
  const commands = inTurn(work.begin);
  const messages = inTurn(work.begin);

  /** Whatever is answered, or not: it is not our business. */
  async function ask(url: URL, body: string | null): Promise<void> {
    const send = await sender(requestLimit);
    const json = { 'content-type': 'application/json' };
    await send(
      body === null
        ? { method: 'GET', url, headers: {}, over: 'any' }
        : { method: 'POST', url, headers: json, body, over: 'any' },
      signal,
    );
  }

  /** Those whose last update failed: they share a URL with others that are not updated at the same time. */
  const failing = new Map<string, HookedZone>();

  const pings = openPings((url) => ask(url, null), work.begin);

  function notify(zone: HookedZone, occasion: Occasion): void {
    const { notifyUrl } = zone.resolved.values;
    if (notifyUrl === null) return;
    const body = notification(occasion, zone, now());
    messages(() => ask(new URL(notifyUrl.reveal()), body));
  }

  function runCommand({ label, resolved }: HookedZone, outcome: Outcome): void {
    const { onChange } = resolved.values;
    if (onChange === null) return;
    const env = commandEnvironment(outcome, environment, secrets);
    commands(async () => {
      const run = await runShell({ command: onChange, env, timeLimit: commandLimit }, signal);
      if (!run.ok && !signal.aborted) warn(`${label}: the command of --on-change ${run.failure}`);
    });
  }

  return {
    begin(zones) {
      for (const url of urlsOf(zones)) pings.ping(url, 'start');
    },
    outcome(zone, outcome) {
      const { metrics: file } = zone.resolved.values;
      if (file !== null) metrics.record(file, zone.zone, outcome);
      if (outcome.failure === null) failing.delete(zone.zone);
      else failing.set(zone.zone, zone);
      if (!isChange(outcome)) return;
      runCommand(zone, outcome);
      notify(zone, { event: 'changed', outcome });
    },
    trouble: (zone, failure) => notify(zone, { event: 'trouble', failure }),
    recovery: (zone, lasted) => notify(zone, { event: 'recovered', lasted }),
    end(zones) {
      metrics.write();
      const failingUrls = urlsOf([...failing.values()]).map((url) => url.reveal());
      for (const url of urlsOf(zones)) pings.ping(url, failingUrls.includes(url.reveal()) ? 'fail' : 'success');
    },
    looked: () => metrics.write(),
    told: () => work.ended(),
  };
}

/** Tells nobody: of a run that only says what it would do. */
export const silentHooks: Hooks = {
  begin: () => undefined,
  outcome: () => undefined,
  trouble: () => undefined,
  recovery: () => undefined,
  end: () => undefined,
  looked: () => undefined,
  told: () => Promise.resolve(),
};

/** Each URL once. */
function urlsOf(zones: readonly HookedZone[]): readonly Secret[] {
  const urls = zones.flatMap(({ resolved: { values } }) => values.pingUrl ?? []);
  return [...new Map(urls.map((url) => [url.reveal(), url])).values()];
}

/** Begins each piece of work when the one before has ended. */
function inTurn(begin: (work: Promise<void>) => void): (action: () => Promise<void>) => void {
  let last: Promise<void> = Promise.resolve();
  return (action) => {
    last = last.then(action);
    begin(last);
  };
}
