// biome-ignore-all lint/correctness/noEmptyPattern: vitest reads the wanted fixtures out of the pattern.
import { vi } from 'vitest';
import { type SshDouble, type SshdOptions, startSshd, whatSshdLacks } from '../double/sshd.ts';
import { test as base } from './fixtures.ts';

/** Milliseconds for what takes as long as it takes on a busy machine. */
export const patience = 20_000;

// Keys, a server and several log-ins.
vi.setConfig({ testTimeout: 30_000 });

/** A test with a real sshd. Skipped, with the reason, where there is none; a failure where `CI=true`. */
export const test = base
  .extend('lackingSsh', { scope: 'file' }, whatSshdLacks)
  /** Starts a double with settings of its own. */
  .extend('openSshd', async ({ lackingSsh, skip }, { onCleanup }) => {
    if (lackingSsh !== null && process.env['CI'] === 'true') throw new Error(`no SSH: ${lackingSsh}`);
    skip(lackingSsh !== null, `no SSH: ${lackingSsh}`);
    const opened: SshDouble[] = [];
    onCleanup(async () => void (await Promise.all(opened.map((double) => double.close()))));
    return async (options: SshdOptions): Promise<SshDouble> => {
      const double = await startSshd(options);
      opened.push(double);
      return double;
    };
  })
  /** The plain double: one zone. */
  .extend('sshd', async ({ openSshd }): Promise<SshDouble> => openSshd({}));
