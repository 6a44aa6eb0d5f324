import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Machine } from '../../../src/machine.ts';
import { test as base } from '../../support/fixtures.ts';
import type { RunOptions } from '../../support/home.ts';
import { homeServer } from '../../support/machine.ts';
import { childrenOf } from '../../support/processes.ts';
import type { Run } from '../../support/run-command.ts';
import { leaksIn, textsBelow } from '../../support/secrets.ts';

/** How long a test waits for what a watcher is about to do. */
export const patience = { timeout: 15_000, interval: 20 } as const;

/** Milliseconds in which a watcher has to end. */
const timeToEnd = 2000;

/** A watcher at work. */
export interface Watching {
  readonly pid: number;
  /** What it has said until now. */
  readonly stdout: string;
  readonly stderr: string;
  /** From now on the machine is this one. */
  machine(picture: Machine): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Waits until it has said so, on either stream. */
  says(text: string): Promise<void>;
  /** Asks it to end. The code is null where it did not do so in time. Throws where a secret shows. */
  end(...signals: readonly NodeJS.Signals[]): Promise<Run>;
}

export interface WatchOptions extends RunOptions {
  /** The watcher is the child of what the shell starts. */
  readonly isChild?: boolean;
  /** Beside the token, what may show nowhere. */
  readonly secrets?: readonly string[];
}

export const test = base
  /** Starts `dynv6 watch` with these words, on a machine that can be changed under it. */
  .extend('watch', async ({ home }) => {
    const picture = join(home.folder, 'machine.json');
    const paint = async (machine: Machine) => {
      await writeFile(`${picture}.new`, JSON.stringify(machine));
      await rename(`${picture}.new`, picture);
    };
    return async (words: readonly string[], options: WatchOptions = {}): Promise<Watching> => {
      const { isChild = false, secrets = [], env = {}, ...run } = options;
      await paint(homeServer);
      const { child, finished } = await home.start(['watch', ...words], {
        ...run,
        machine: null,
        env: { token: 'T0ken', DYNV6_MACHINE: picture, ...env },
      });
      const said = { stdout: '', stderr: '' };
      for (const stream of ['stdout', 'stderr'] as const) {
        child[stream]?.on('data', (text: string) => {
          said[stream] += text;
        });
      }
      const pidOf = () => (isChild ? childrenOf(child.pid)[0] : child.pid) ?? 0;
      return {
        get pid() {
          return pidOf();
        },
        get stdout() {
          return said.stdout;
        },
        get stderr() {
          return said.stderr;
        },
        machine: paint,
        signal: (name) => void process.kill(pidOf(), name),
        says: (text) => expect.poll(() => `${said.stdout}${said.stderr}`, patience).toContain(text),
        async end(...signals) {
          const watcher = pidOf();
          for (const name of signals.length === 0 ? (['SIGTERM'] as const) : signals) process.kill(watcher, name);
          const tooLate = setTimeout(() => process.kill(watcher, 'SIGKILL'), timeToEnd);
          const ended = await finished;
          clearTimeout(tooLate);
          const texts = await textsBelow(home.folder, new Set());
          const leaks = leaksIn(new Map([...texts, ...Object.entries(said)]), ['T0ken', ...secrets]);
          if (leaks.length > 0) throw new Error(leaks.join('; '));
          return ended;
        },
      };
    };
  });
