import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { HttpAnswer, HttpRequest } from '../channels/http.ts';
import type { OpenTransport } from '../channels/open-channel.ts';
import type { Failure } from '../failure.ts';
import { fail, type Result } from '../result.ts';
import { errandFor, isReply, type Notice, type Recall } from './messages.ts';

export interface CourierOptions {
  /** The words that start it. */
  readonly command: readonly [string, ...string[]];
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds without an errand after which it is dismissed. */
  readonly idle: number;
}

/**
 * HTTP requests carried by a process of their own, which ends when there is nothing more to carry. What carries them
 * (undici, TLS, the certificates) takes more memory than all the rest of a watcher, which would then hold it for years
 * for the sake of a request now and then.
 */
export interface Courier {
  readonly openTransport: OpenTransport;
  /** Makes it ready for requests with this time limit, in milliseconds, that may come soon. */
  prepare(timeout: number): void;
  /** Ends it, whatever it is doing. */
  close(): Promise<void>;
}

/** Milliseconds beyond its own time limit after which a request is given up: the courier has to start, and may hang. */
const grace = 20_000;

/** Milliseconds for it to end by itself. */
const farewell = 5000;

/** It is this program, but no service, and it looks at no machine. */
const withheld = /^(NOTIFY_SOCKET|WATCHDOG_USEC|WATCHDOG_PID|DYNV6_MACHINE)$/;

export function openCourier({ command, environment, idle }: CourierOptions): Courier {
  const env = Object.fromEntries(Object.entries(environment).filter(([name]) => !withheld.test(name)));
  let running: Running | null = null;
  let lastId = 0;

  function runner(): Running {
    if (running !== null) return running;
    const started = start(command, env, idle, () => {
      // The next one may be there already.
      if (running === started) running = null;
    });
    running = started;
    return started;
  }

  return {
    openTransport: async (timeout) => ({
      send: (request, signal) => {
        lastId += 1;
        return runner().carry(lastId, timeout, request, signal);
      },
      close: async () => undefined,
    }),
    prepare: (timeout) => runner().prepare(timeout),
    close: async () => running?.end(),
  };
}

interface Running {
  prepare(timeout: number): void;
  carry(id: number, timeout: number, request: HttpRequest, signal: AbortSignal): Promise<Result<HttpAnswer, Failure>>;
  end(): Promise<void>;
}

function start(
  [program, ...words]: CourierOptions['command'],
  env: NodeJS.ProcessEnv,
  idle: number,
  onEnd: () => void,
): Running {
  // In a process group of its own: what a terminal sends to the watcher's is not for it.
  const detached = process.platform !== 'win32';
  const child = spawn(program, words, {
    env,
    detached,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    windowsHide: true,
  });
  const waiting = new Map<number, (answer: Result<HttpAnswer, Failure>) => void>();
  let dismissal: NodeJS.Timeout | undefined;

  function answer(id: number, result: Result<HttpAnswer, Failure>): void {
    waiting.get(id)?.(result);
    waiting.delete(id);
    dismissWhenIdle();
  }

  function dismissWhenIdle(): void {
    clearTimeout(dismissal);
    if (waiting.size === 0) dismissal = setTimeout(dismiss, idle);
  }

  function dismiss(): void {
    onEnd();
    if (child.connected) child.disconnect();
    setTimeout(() => child.kill('SIGKILL'), farewell).unref();
  }

  function lost(why: string): void {
    onEnd();
    clearTimeout(dismissal);
    for (const resolve of waiting.values()) resolve(fail(courierLost(why)));
    waiting.clear();
  }

  child.on('message', (message) => {
    if (isReply(message)) answer(message.id, message.answer);
  });
  child.on('error', (error) => lost(error.message));
  child.on('exit', (code, signal) => lost(`it ended with ${signal ?? `code ${code}`}`));

  return {
    prepare(timeout) {
      tell(child, { expect: timeout } satisfies Notice);
      dismissWhenIdle();
    },
    carry(id, timeout, request, signal) {
      clearTimeout(dismissal);
      return new Promise((resolve) => {
        const limit = setTimeout(() => child.kill('SIGKILL'), timeout + grace);
        const recall = () => void tell(child, { recall: id } satisfies Recall);
        signal.addEventListener('abort', recall, { once: true });
        waiting.set(id, (result) => {
          clearTimeout(limit);
          signal.removeEventListener('abort', recall);
          resolve(result);
        });
        tell(child, errandFor(id, timeout, request));
        if (signal.aborted) recall();
      });
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** To one that has just ended nothing can be told; its end is heard of by itself. */
function tell(child: ChildProcess, message: object): void {
  if (child.connected) child.send(message, () => undefined);
}

function courierLost(why: string): Failure {
  return {
    code: 'internal',
    message: `the process that carries requests was lost: ${why}`,
    advice: 'If that goes on, restart dynv6: it may have been upgraded or removed under the watcher',
  };
}
