import { spawn } from 'node:child_process';

/** Who started the watcher and wants to know how it is: systemd, over sd_notify(3). */
export interface ServiceManager {
  /** All is set up, or set up anew. */
  ready(): void;
  /** What a person reads in `systemctl status`. */
  status(text: string): void;
  /** The settings are being read again; `ready` ends that. */
  reloading(): void;
  stopping(): void;
  /** A sign of life; passed on as often as is wanted. */
  alive(): void;
  /** Resolves when all is told. */
  told(): Promise<void>;
}

interface ManagerWorld {
  readonly environment: NodeJS.ProcessEnv;
  readonly pid: number;
  /** Milliseconds of a clock that nobody sets; systemd's CLOCK_MONOTONIC. */
  monotonic(): number;
  /** Passes one message on. */
  send(lines: readonly string[]): Promise<void>;
}

/** Says nothing where nobody has asked for it: without NOTIFY_SOCKET. */
export function openServiceManager({ environment, pid, monotonic, send }: ManagerWorld): ServiceManager {
  const listens = (environment['NOTIFY_SOCKET'] ?? '') !== '';
  const interval = listens ? watchdogInterval(environment, pid) : null;
  let last = '';
  let told: Promise<void> = Promise.resolve();
  let aliveAt = Number.NEGATIVE_INFINITY;

  /** One after the other: what is told late must not undo what was told before. */
  function tell(...lines: readonly string[]): void {
    if (listens) told = told.then(() => send(lines));
  }

  return {
    ready: () => tell('READY=1'),
    status(text) {
      if (text !== last) tell(`STATUS=${text}`);
      last = text;
    },
    reloading: () => tell('RELOADING=1', `MONOTONIC_USEC=${Math.floor(monotonic() * 1000)}`),
    stopping: () => tell('STOPPING=1'),
    alive() {
      const now = monotonic();
      if (interval === null || now - aliveAt < interval) return;
      aliveAt = now;
      tell('WATCHDOG=1');
    },
    told: () => told,
  };
}

/** Milliseconds between two signs of life: half of what is allowed, as sd_watchdog_enabled(3) advises. */
function watchdogInterval(environment: NodeJS.ProcessEnv, pid: number): number | null {
  const allowed = Number(environment['WATCHDOG_USEC'] ?? '');
  const meant = environment['WATCHDOG_PID'] ?? '';
  if (!(allowed > 0) || (meant !== '' && Number(meant) !== pid)) return null;
  return allowed / 1000 / 2;
}

/** Milliseconds; systemd answers at once or not at all. */
const timeLimit = 3000;

/**
 * Node.js has no datagrams over Unix sockets, so systemd's own tool sends them. The unit has to say NotifyAccess=all:
 * the sender is a child. Whatever goes wrong, the watcher goes on.
 */
export function systemdNotify(environment: NodeJS.ProcessEnv): (lines: readonly string[]) => Promise<void> {
  const { PATH = '/usr/bin:/bin', NOTIFY_SOCKET = '' } = environment;
  return (lines) =>
    new Promise((resolve) => {
      const options = {
        env: { PATH, NOTIFY_SOCKET },
        stdio: 'ignore',
        timeout: timeLimit,
        killSignal: 'SIGKILL',
      } as const;
      spawn('systemd-notify', lines, options)
        .on('error', () => resolve())
        .on('close', () => resolve());
    });
}
