import { getEventListeners } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runProcessWith } from '../../../../src/channels/ssh/run-process.ts';

const run = runProcessWith({ ...process.env, token: 'T0ken', DYNV6_TOKEN: 'T0ken', LC_ALL: 'de_DE.UTF-8', OTHER: 'x' });
const forever = new AbortController().signal;

function node(script: string, signal = forever) {
  return run(process.execPath, ['-e', script], signal);
}

test('the program sees the environment, but no token and no other language than English', async () => {
  const script =
    'const { token, DYNV6_TOKEN, LC_ALL, OTHER } = process.env; console.log([token, DYNV6_TOKEN, LC_ALL, OTHER].join())';
  expect(await node(script)).toEqual({ ok: true, value: { code: 0, stdout: ',,C,x\n', stderr: '' } });
});

test('its standard input is at its end', async () => {
  const script = 'process.stdin.on("data", () => process.exit(1)).on("end", () => process.exit(3))';
  expect(await node(script)).toEqual({ ok: true, value: { code: 3, stdout: '', stderr: '' } });
});

test('words arrive as they are', async () => {
  const words = ['a b', '"c"', "d'", '$HOME', '*', ''];
  const end = await run(
    process.execPath,
    ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', ...words],
    forever,
  );
  expect(end.ok ? JSON.parse(end.value.stdout) : null).toEqual(words);
});

test('a program that is not there', async () => {
  expect(await run('no-such-program-here', [], forever)).toEqual({ ok: false, failure: 'missing' });
});

test('a program that may not be run', async () => {
  expect(await run('/etc/passwd', [], forever)).toEqual({ ok: false, failure: 'not startable' });
});

test('a program that prints without end is read to 64 KiB', async () => {
  const end = await node('process.stdout.write("x".repeat(300_000))');
  expect(end.ok ? end.value.stdout.length : 0).toBe(65_536);
});

test('a program that does not want to end is ended all the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dynv6-stubborn-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const started = join(folder, 'started');
  const caller = new AbortController();
  const script = `
    process.on("SIGTERM", () => {});
    setInterval(() => {}, 1000);
    require("node:fs").writeFileSync(${JSON.stringify(started)}, "");`;
  const ended = node(script, caller.signal);
  await vi.waitFor(() => expect(existsSync(started)).toBe(true));
  caller.abort();
  expect(await ended).toEqual({ ok: false, failure: 'interrupted' });
});

test('a program that leaves another behind, which keeps its output open, has ended', async () => {
  const script = `
    const { spawn } = require("node:child_process");
    const child = spawn("sleep", ["30"], { stdio: ["ignore", "inherit", "inherit"], detached: true });
    child.unref();
    console.log(child.pid);
    process.exit(5);`;
  const end = await node(script);
  const left = Number(end.ok ? end.value.stdout : 0);
  process.kill(left);
  expect(end).toMatchObject({ ok: true, value: { code: 5 } });
});

test('a program that was ended by a signal has no code', async () => {
  expect(await node('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)')).toMatchObject({
    ok: true,
    value: { code: null },
  });
});

test('nothing of it is left on the signal', async () => {
  await node('');
  expect(getEventListeners(forever, 'abort')).toEqual([]);
});
