import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { openCache } from '../../../src/cache/open-cache.ts';
import { runsAsRoot } from '../../support/as-root.ts';
import { startCommand } from '../../support/run-command.ts';
import { test as base, effects, patient, reportOf } from './fixture.ts';
import { accepted, key } from './samples.ts';

const nobody = 54321;

const test = base.extend('disk', async ({ folder }, { onCleanup }) => {
  mkdirSync(folder);
  await run('mount', '-t', 'tmpfs', '-o', 'size=64k,mode=700', 'dynv6-cache-test', folder);
  onCleanup(() => run('umount', folder));
  return { remount: (how: 'ro' | 'rw') => run('mount', '-o', `remount,${how}`, folder) };
});

describe.runIf(runsAsRoot)('a full disk (needs root)', () => {
  test('spoils nothing: the file is the old one or the new one', async ({ folder, disk: _disk }) => {
    const path = join(folder, 'cache.json');
    await openCache(folder, effects).remember(key, () => accepted('198.41.0.4'));
    fill(folder, 12);
    const outcomes = new Set<string>();
    for (let length = 500; length < 40_000; length += 500) {
      const cache = openCache(folder, effects);
      const entry = { ...accepted('198.41.0.5'), response: 'x'.repeat(length) };
      await cache.exclusively(key, () => cache.remember(key, () => entry), patient);
      expect(cache.recall(key, { fresh: true })).toEqual(entry);
      const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
      const kept = cache.warnings.length === 0;
      expect(stored).toHaveProperty(['entries', key, 'response', 'length'], kept ? length : expect.any(Number));
      if (!kept) expect(cache.warnings).toEqual([expect.stringContaining(`${path} cannot be written (ENOSPC)`)]);
      outcomes.add(kept ? 'kept' : 'not kept');
    }
    expect([...outcomes]).toEqual(['kept', 'not kept']);
    rmSync(join(folder, 'filling'));
    const cache = openCache(folder, effects);
    await cache.remember(key, () => accepted('198.41.0.6'));
    expect(cache.warnings).toEqual([]);
    expect(readdirSync(folder)).toEqual(['cache.json']);
  });

  test('that has no room at all is one warning, and the update is done', async ({ folder, disk: _disk }) => {
    fill(folder, 0);
    const cache = openCache(folder, effects);
    await cache.exclusively(key, () => cache.remember(key, () => accepted('198.41.0.5')), patient);
    expect(cache.recall(key, { fresh: true })).toEqual(accepted('198.41.0.5'));
    expect(cache.warnings).toEqual([expect.stringContaining('cannot be written (ENOSPC)')]);
    expect(readdirSync(folder)).toEqual(['filling']);
  });
});

describe.runIf(runsAsRoot)('a read-only disk (needs root)', () => {
  test('still tells what was remembered, and gives one warning where more would be (C42)', async ({ folder, disk }) => {
    await openCache(folder, effects).remember(key, () => accepted('198.41.0.4'));
    await disk.remount('ro');
    const reading = openCache(folder, effects);
    expect(reading.recall(key)).toEqual(accepted('198.41.0.4'));
    expect(reading.warnings).toEqual([]);
    // Node.js says ENOENT where a folder cannot be made on such a disk.
    for (const cache of [openCache(folder, effects), openCache(join(folder, 'deeper'), effects)]) {
      await cache.exclusively(key, () => cache.remember(key, () => accepted('198.41.0.5')), patient);
      expect(cache.warnings).toEqual([expect.stringMatching(/cache\.json cannot be written \((EROFS|ENOENT)\)/)]);
    }
    await disk.remount('rw');
    expect(readdirSync(folder)).toEqual(['cache.json']);
  });
});

describe.runIf(runsAsRoot)('as another user (needs root)', () => {
  const remember = ['remember', '198.41.0.5'];

  base.for([
    { is: 'without a home', env: {} },
    { is: 'with a home that is not there', env: { HOME: '/nonexistent' } },
  ])(
    '$is, a file that belongs to root is one warning, and is replaced (C33, C42)',
    async ({ env }, { folder, start }) => {
      await openCache(folder, effects).remember(key, () => accepted('198.41.0.4'));
      chownSync(folder, nobody, nobody);
      const first = reportOf(await start(remember, { asUser: nobody, env }).finished);
      expect(first.recalled).toEqual(accepted('198.41.0.5'));
      expect(first.warnings).toEqual([
        expect.stringContaining(`${join(folder, 'cache.json')} cannot be read (EACCES)`),
      ]);
      expect(first.listenedTo).toEqual([]);
      const second = reportOf(await start(['recall'], { asUser: nobody }).finished);
      expect(second).toMatchObject({ recalled: accepted('198.41.0.5'), warnings: [] });
      expect(statSync(join(folder, 'cache.json'))).toMatchObject({ uid: nobody, mode: 0o100600 });
    },
  );

  base('a folder that belongs to root is one warning (C33)', async ({ folder, start }) => {
    mkdirSync(folder);
    const report = reportOf(await start(remember, { asUser: nobody }).finished);
    expect(report.recalled).toEqual(accepted('198.41.0.5'));
    expect(report.warnings).toEqual([
      expect.stringContaining(`${join(folder, 'cache.json')} cannot be written (EACCES)`),
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  base(
    'file and folder that belong to root are one warning, and nothing is tried for long',
    async ({ folder, start }) => {
      await openCache(folder, effects).remember(key, () => accepted('198.41.0.4'));
      chmodSync(folder, 0o755);
      const report = reportOf(await start(remember, { asUser: nobody }).finished);
      expect(report.recalled).toEqual(accepted('198.41.0.5'));
      expect(report.warnings).toEqual([
        expect.stringContaining(`${join(folder, 'cache.json')} cannot be read (EACCES)`),
      ]);
      expect(openCache(folder, effects).recall(key)).toEqual(accepted('198.41.0.4'));
    },
  );

  base('a folder that may not even be entered is one warning', async ({ folder, start }) => {
    await openCache(folder, effects).remember(key, () => accepted('198.41.0.4'));
    const report = reportOf(await start(remember, { asUser: nobody }).finished);
    expect(report.recalled).toEqual(accepted('198.41.0.5'));
    expect(report.warnings).toHaveLength(1);
  });
});

async function run(file: string, ...words: readonly string[]): Promise<void> {
  const { code, stderr } = await startCommand({ file, words, env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }, cwd: '/' })
    .finished;
  if (code !== 0) throw new Error(`${file} ${words.join(' ')} ended with ${code}: ${stderr}`);
}

/** Takes all room of the folder's disk but so many KiB. */
function fill(folder: string, rest: number): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'filling'), Buffer.alloc(bavail * bsize - rest * 1024));
}
