import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { test } from '../../support/fixtures.ts';
import type { Home } from '../../support/home.ts';
import { update } from '../../support/update-run.ts';

/** Code is kept, as it is for users; other tests keep none. */
function keeping({ folder }: Home) {
  return { env: { token: 'T0ken', DYNV6_CACHE_DIR: join(folder, 'cache'), NODE_DISABLE_COMPILE_CACHE: undefined } };
}

const codeFolder = ({ folder }: Home) => join(folder, 'cache/code');

async function keptFiles(home: Home): Promise<readonly string[]> {
  return (await readdir(codeFolder(home))).map((name) => join(codeFolder(home), name));
}

/** What tells a file from one that took its place. */
async function numbersOf(files: readonly string[]): Promise<readonly number[]> {
  return Promise.all(files.map(async (file) => (await stat(file)).ino));
}

test('later runs take the code that the first one has compiled, and do the same with it', async ({ home, double }) => {
  const first = await home.dynv6(update(double), keeping(home));
  expect(first).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('updated') });
  const files = await keptFiles(home);
  const numbers = await numbersOf(files);
  expect(files).toContainEqual(expect.stringContaining('/main.cjs.'));

  const second = await home.dynv6(update(double, '--force'), keeping(home));
  expect(second).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('unchanged') });
  expect(await keptFiles(home)).toEqual(files);
  expect(await numbersOf(files)).toEqual(numbers);
});

test('damaged code is replaced without a word', async ({ home, double }) => {
  await home.dynv6(update(double), keeping(home));
  const files = await keptFiles(home);
  for (const file of files) await writeFile(file, (await readFile(file)).fill(0xff, 100, 200));

  const run = await home.dynv6(update(double, '--force'), keeping(home));
  expect(run).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('unchanged') });
  expect(files).not.toEqual([]);
  for (const file of files)
    expect((await readFile(file)).subarray(100, 200).every((byte) => byte === 0xff)).toBe(false);
});

test('where no code can be kept, nothing is said of it', async ({ home, double }) => {
  await home.write('cache/code', 'a file in the place of the folder');
  expect(await home.dynv6(update(double), keeping(home))).toMatchObject({ code: 0, stderr: '' });
});

test('no code is kept where Node.js is told to keep none', async ({ home, double }) => {
  const { env } = keeping(home);
  await home.dynv6(update(double), { env: { ...env, NODE_DISABLE_COMPILE_CACHE: '1' } });
  expect(existsSync(join(home.folder, 'cache/cache.json'))).toBe(true);
  expect(existsSync(codeFolder(home))).toBe(false);
});

test('the code of one build is not taken for that of another of the same length', async ({ home, double }) => {
  const folder = join(home.folder, 'program');
  for (const part of ['bin', 'dist']) {
    await cp(fileURLToPath(new URL(`../../../${part}`, import.meta.url)), join(folder, part), { recursive: true });
  }
  const shell = `"$1" ${join(folder, 'bin/dynv6.js')} "\${@:3}"`;
  const run = async () => (await home.dynv6(update(double), { ...keeping(home), shell })).stdout;
  await run();
  expect(await run()).toContain('nothing to send,');

  // As a package manager unpacks it: another file of the same name and length, with an old time.
  const main = join(folder, 'dist/main.cjs');
  const other = (await readFile(main, 'utf8')).replaceAll('nothing to send,', 'NOTHING TO SEND,');
  await rm(main);
  await writeFile(main, other);
  await utimes(main, new Date(0), new Date(0));
  expect(await run()).toContain('NOTHING TO SEND,');
});
