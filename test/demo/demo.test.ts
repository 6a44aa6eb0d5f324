import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { startCommand } from '../support/run-command.ts';
import { rightToken, steps } from './steps.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the demo shows every step, goes as told, and leaves nothing behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dynv6-demo-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: folder, npm_config_cache: join(folder, 'npm') };
  const run = await startCommand({ file: 'npm', words: ['run', 'demo'], env, cwd: root }).finished;

  for (const { title } of steps) expect(run.stdout).toContain(title);
  expect(run.stdout).toContain('All went as told.');
  expect(run.stdout + run.stderr).not.toContain(rightToken);
  expect(run.code).toBe(0);
  expect((await readdir(folder)).filter((name) => name.startsWith('dynv6'))).toEqual([]);
});
