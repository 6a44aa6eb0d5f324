import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { bundle } from '../../support/bundle.ts';
import { test } from '../../support/fixtures.ts';
import { startCommand } from '../../support/run-command.ts';

interface Report {
  readonly updates: number;
  readonly failures: number;
  /** Bytes. */
  readonly heap: number;
  readonly descriptors: number;
}

test.skipIf(!existsSync('/proc/self/fd'))(
  'after five thousand updates, half of them failures, no more is held than after five hundred (C50)',
  { timeout: 180_000 },
  async ({ openDouble, onTestFinished }) => {
    const folder = await mkdtemp(join(tmpdir(), 'dynv6-endurance-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const double = await openDouble({
      faults: ({ number }) => (number % 2 === 0 ? { kind: 'reset', when: 'before' } : null),
    });
    const program = await bundle(new URL('endurance-process.ts', import.meta.url), folder);
    const words = [program, double.url, join(folder, 'cache'), '500', '5000'];
    const { finished } = startCommand({ file: process.execPath, words, env: {}, cwd: folder });

    const { code, stdout, stderr } = await finished;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [early, late] = stdout
      .trim()
      .split('\n')
      .map((line): Report => JSON.parse(line));
    expect(late?.updates).toBe(5000);
    // A connection that is just being made or closed counts, too.
    expect(Math.abs((late?.descriptors ?? 0) - (early?.descriptors ?? 0))).toBeLessThanOrEqual(2);
    expect(late?.failures).toBeGreaterThan(2400);
    expect(late?.heap).toBeLessThan((early?.heap ?? 0) * 1.1);
  },
);
