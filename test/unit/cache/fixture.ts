// biome-ignore-all lint/correctness/noEmptyPattern: vitest reads the wanted fixtures out of the pattern.
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { test as base } from 'vitest';
import type { CacheEffects } from '../../../src/cache/cache.ts';
import { bundle } from '../../support/bundle.ts';
import { type Run, type Running, startCommand } from '../../support/run-command.ts';
import { key } from './samples.ts';

export const effects: CacheEffects = { now: () => Date.now(), sleep: (milliseconds) => wait(milliseconds) };

/** Never aborted. */
export const patient = new AbortController().signal;

export interface RunOptions {
  readonly key?: string;
  readonly asUser?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a run in a process of its own printed last. */
export interface Report {
  readonly recalled: unknown;
  readonly warnings: readonly string[];
  readonly listenedTo: readonly string[];
}

/** A test with an empty folder for the cache, that of a user as it may be, and other processes that use it. */
export const test = base
  .extend('program', { scope: 'worker' }, async ({}, { onCleanup }): Promise<string> => {
    const folder = temporaryFolder();
    onCleanup(() => rmSync(folder, { recursive: true }));
    return await bundle(new URL('./run.ts', import.meta.url), folder);
  })
  .extend('folder', async ({}, { onCleanup }): Promise<string> => {
    const folder = temporaryFolder();
    onCleanup(() => rmSync(folder, { recursive: true }));
    return join(folder, 'dynv6');
  })
  /** Starts a run; what still runs when the test ends is killed. */
  .extend('start', async ({ program, folder }, { onCleanup }) => {
    const started: ChildProcess[] = [];
    onCleanup(() => {
      for (const child of started) child.kill('SIGKILL');
    });
    return (words: readonly string[], { key: of = key, asUser, env = {} }: RunOptions = {}): Running => {
      const running = startCommand({
        file: process.execPath,
        words: [program, folder, of, ...words],
        env,
        cwd: '/',
        ...(asUser === undefined ? {} : { asUser }),
      });
      started.push(running.child);
      return running;
    };
  });

/** One that other users may enter. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dynv6-test-cache-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** The last line of a run's output. */
export function reportOf({ stdout, stderr, code }: Run): Report {
  if (code !== 0) throw new Error(`the run ended with ${code}: ${stderr}`);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

/** Resolves when the run has said it. */
export function hasSaid({ child, finished }: Running, words: string): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (text: string) => {
      said += text;
      if (said.includes(words)) resolve();
    });
    finished.then(({ stderr }) => reject(new Error(`it ended before it said ${words}: ${stderr}`)), reject);
  });
}
