import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectUdp } from '../../../src/detect/connect-udp.ts';
import { run } from '../../../src/detect/run.ts';
import { realDetectWorld } from '../../../src/detect/world.ts';
import type { Family } from '../../../src/machine.ts';
import { patience } from './played-world.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dynv6-detect-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a tool sees no secret, speaks one language and gets no standard input', async () => {
  const tool = script('tool', 'env; cat; echo "words: $*"');
  const environment = {
    PATH: '/usr/bin:/bin',
    token: 'T0ken',
    DYNV6_TOKEN: 'T0ken',
    LC_ALL: 'de_DE.UTF-8',
    HOME: '/root',
  };
  const printed = await realDetectWorld(environment).run(tool, ['-j', 'a b'], patience);
  const lines = printed.ok ? printed.value.split('\n') : [];
  expect(lines).toContain('words: -j a b');
  expect(lines).toContain('LC_ALL=C');
  expect(lines).toContain('PATH=/usr/bin:/bin');
  expect(lines.join()).not.toContain('T0ken');
});

test.for<{ is: string; script: string; failure: object }>([
  { is: 'an exit code', script: 'exit 3', failure: { timedOut: false, words: 'failed (code 3)' } },
  {
    is: 'its first complaint, without what a terminal would obey',
    script: "printf 'Cannot bind\\033[31m netlink\\nmore\\n' >&2; exit 1",
    failure: { timedOut: false, words: 'failed (Cannot bind[31m netlink)' },
  },
  { is: 'a signal', script: 'kill -9 $$', failure: { timedOut: false, words: 'failed (SIGKILL)' } },
  {
    is: 'too much of it',
    script: 'head -c 5000000 /dev/zero',
    failure: { timedOut: false, words: 'printed more than 4 MiB' },
  },
])('a tool that fails is no exception but a sentence: $is', async ({ script: text, failure }) => {
  expect(await realDetectWorld(process.env).run(script('tool', text), [], patience)).toEqual({ ok: false, failure });
});

test('a tool that is not there, or is none, is no exception either', async () => {
  const { run: start } = realDetectWorld(process.env);
  const failed = (code: string) => ({
    ok: false,
    failure: { timedOut: false, words: `could not be started (${code})` },
  });
  expect(await start(path.join(folder, 'nothing'), [], patience)).toEqual(failed('ENOENT'));
  expect(await start(folder, [], patience)).toEqual(failed('EACCES'));
  expect(await start(script('tool', 'true'), ['x'.repeat(10_000_000)], patience)).toMatchObject(failed('E2BIG'));
});

test('a tool that hangs is ended', async () => {
  const tool = script('tool', 'exec tail -f /dev/null');
  const limits = { time: 100, size: 1000 };
  expect(await run(tool, [], process.env, patience, limits)).toEqual({
    ok: false,
    failure: { timedOut: true, words: 'took longer than 0.1 s' },
  });
});

test('a run that is over ends its tool', async () => {
  const ending = new AbortController();
  const tool = realDetectWorld(process.env).run(script('tool', 'exec tail -f /dev/null'), [], ending.signal);
  ending.abort();
  expect(await tool).toEqual({ ok: false, failure: { timedOut: false, words: 'was interrupted' } });
});

test('bytes that are no text are replaced', async () => {
  const printed = await realDetectWorld(process.env).run(script('tool', "printf 'a\\377b'"), [], patience);
  expect(printed).toEqual({ ok: true, value: 'a\uFFFDb' });
});

test('a program is found in the absolute folders of the search path, then in its own places', () => {
  const tool = script('ip', 'true');
  mkdirSync(path.join(folder, 'first'));
  mkdirSync(path.join(folder, 'elsewhere'));
  const relative = path.relative(process.cwd(), path.dirname(script('elsewhere/ip', 'true')));
  writeFileSync(path.join(folder, 'first', 'ip'), 'not to be run', { mode: 0o600 });
  const searchPath = [path.join(folder, 'first'), '', '.', relative, folder].join(path.delimiter);
  const own = script('own', 'true');
  const world = realDetectWorld({ PATH: searchPath });
  expect(world.find(['ip', own])).toBe(tool);
  expect(world.find(['nothing', path.join(folder, 'missing'), own])).toBe(own);
  expect(world.find(['nothing'])).toBeNull();
  expect(realDetectWorld({}).find(['ip'])).toBeNull();
});

test('of a long file only the whole lines of its beginning are read', () => {
  const file = path.join(folder, 'table');
  writeFileSync(file, 'first line\nsecond line\nthird line\n');
  const { readText } = realDetectWorld({});
  expect(readText(file)).toBe('first line\nsecond line\nthird line\n');
  expect(readText(file, 1_000_000)).toBe('first line\nsecond line\nthird line\n');
  expect(readText(file, 25)).toBe('first line\nsecond line\n');
  expect(() => readText(path.join(folder, 'nothing'), 25)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});

test.for(['ipv4', 'ipv6'] as const)(
  'the source address of %s is one of this machine, or there is no route',
  async (family) => {
    const world = realDetectWorld(process.env);
    const own = Object.values(world.networkInterfaces()).flatMap((entries = []) =>
      entries.map(({ address }) => address),
    );
    expect([...own, null]).toContain(await world.connectUdp(family));
  },
);

test.for<{ is: string; family: Family; destination: string; source: string }>([
  { is: 'a destination that is reached', family: 'ipv4', destination: '127.0.0.1', source: '127.0.0.1' },
  { is: 'a destination that the kernel refuses', family: 'ipv4', destination: '255.255.255.255', source: 'unknown' },
])('only a connected socket has a source address: $is', async ({ family, destination, source }) => {
  expect(await connectUdp(family, destination)).toBe(source);
});

test('the real machine is the one that Node tells of', () => {
  const world = realDetectWorld({ SystemRoot: 'C:\\Windows' });
  expect(world).toMatchObject({ platform: process.platform, systemRoot: 'C:\\Windows' });
  expect(Number.isSafeInteger(world.now())).toBe(true);
});

function script(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}
