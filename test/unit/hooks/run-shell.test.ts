import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from 'vitest';
import { runShell } from '../../../src/hooks/run-shell.ts';
import { processesNaming } from '../../support/processes.ts';

const patience = { timeout: 10_000, interval: 20 };
const forever = new AbortController().signal;

const test = base.extend('folder', async ({ task: _task }, { onCleanup }) => {
  const folder = await mkdtemp(join(tmpdir(), 'dynv6-hook-'));
  onCleanup(() => rm(folder, { recursive: true, force: true }));
  return folder;
});

function run(command: string, signal = forever, timeLimit = 60_000) {
  return runShell({ command, env: { PATH: '/usr/bin:/bin', WHERE: 'here' }, timeLimit }, signal);
}

test('the shell reads the command, with the environment that is given and no other', async ({ folder }) => {
  const file = join(folder, 'out');
  expect(await run(`(echo "$WHERE" && echo "-$HOME-") > ${file}`)).toEqual({ ok: true, value: null });
  expect(await readFile(file, 'utf8')).toBe('here\n--\n');
});

test('it has nothing to read from', async () => {
  expect(await run('! read line')).toEqual({ ok: true, value: null });
});

test.for([
  { command: 'exit 3', failure: 'ended with code 3' },
  { command: 'kill -9 $$', failure: 'was ended by SIGKILL' },
  { command: '/nowhere/at/all 2>/dev/null', failure: 'ended with code 127' },
])('$command: $failure', async ({ command, failure }) => {
  expect(await run(command)).toEqual({ ok: false, failure });
});

test('what takes too long is killed, with all that it started', async ({ folder }) => {
  const file = join(folder, 'alive');
  const stubborn = `trap '' TERM INT HUP; (while :; do touch ${file}; sleep 0.02; done) & wait`;
  expect(await run(stubborn, forever, 300)).toEqual({ ok: false, failure: 'took longer than 0.3 s and was killed' });
  await expect.poll(() => processesNaming(file), patience).toEqual([]);
});

test('it does not outlive the one who waits for it', async ({ folder }) => {
  const file = join(folder, 'alive');
  const ending = new AbortController();
  const ended = run(`while :; do touch ${file}; sleep 0.02; done`, ending.signal);
  await expect.poll(() => existsSync(file), patience).toBe(true);
  ending.abort();
  expect(await ended).toMatchObject({ ok: false });
  await expect.poll(() => processesNaming(file), patience).toEqual([]);
});
