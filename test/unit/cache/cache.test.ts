import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, watch, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { openCache } from '../../../src/cache/open-cache.ts';
import { anyRemembered } from './arbitrary.ts';
import { effects, reportOf, test } from './fixture.ts';
import { accepted, key } from './samples.ts';

const remembered = accepted('198.41.0.4');

describe('remembering', () => {
  test('what one run remembers, itself and the next one recall', async ({ folder }) => {
    const cache = openCache(folder, effects);
    expect(cache.recall(key)).toBeNull();
    await cache.remember(key, () => remembered);
    expect(cache.recall(key)).toEqual(remembered);
    const next = openCache(folder, effects);
    expect(next.recall(key)).toEqual(remembered);
    expect([...cache.warnings, ...next.warnings]).toEqual([]);
  });

  test('a change starts from what is remembered, also by others since', async ({ folder }) => {
    const cache = openCache(folder, effects);
    await cache.remember(key, () => remembered);
    await openCache(folder, effects).remember(key, (before) => ({
      ...remembered,
      response: `${before?.response}, twice`,
    }));
    await cache.remember(key, (before) => ({ ...remembered, response: `${before?.response}, thrice` }));
    expect(cache.recall(key)?.response).toBe('addresses updated, twice, thrice');
  });

  test('a look that changed nothing is told by the time of the file, and the file stays as it is', async ({
    folder,
  }) => {
    const later = { ...effects, now: () => Date.UTC(2030, 0, 1) };
    openCache(folder, later).noteLook();
    expect(openCache(folder, later).lookedAt()).toBeNull();
    await openCache(folder, effects).remember(key, () => remembered);
    openCache(folder, later).noteLook();
    expect(openCache(folder, effects).lookedAt()).toBe(Date.UTC(2030, 0, 1));
    expect(openCache(folder, effects).recall(key)).toEqual(remembered);
  });

  test('what another run stores meanwhile is seen where it is asked for fresh, and only there', async ({ folder }) => {
    const cache = openCache(folder, effects);
    expect(cache.recall(key)).toBeNull();
    await openCache(folder, effects).remember(key, () => remembered);
    expect(cache.recall(key)).toBeNull();
    expect(cache.recall(key, { fresh: true })).toEqual(remembered);
    expect(cache.recall(key)).toEqual(remembered);
  });

  test('whatever is remembered under one key, the others and the facts stay as they are', async ({ folder }) => {
    const keys = fc.constantFrom('a', 'b', '__proto__', 'update-api x.dynv6.net https://dynv6.com/');
    await openCache(folder, effects).rememberFacts('facts');
    await fc.assert(
      fc.asyncProperty(keys, anyRemembered, async (name, entry) => {
        const before: Record<string, unknown> = JSON.parse(readFileSync(join(folder, 'cache.json'), 'utf8')).entries;
        await openCache(folder, effects).remember(name, () => entry);
        const next = openCache(folder, effects);
        expect(next.recall(name)).toEqual(entry);
        expect(next.recallFacts()).toBe('facts');
        for (const other of Object.keys(before).filter((known) => known !== name)) {
          expect(next.recall(other)).toEqual(Object.entries(before).find(([known]) => known === other)?.[1]);
        }
        expect(next.warnings).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('facts come back as they were given', async ({ folder }) => {
    const cache = openCache(folder, effects);
    expect(cache.recallFacts()).toBeNull();
    await cache.rememberFacts('{"a": "\n"}');
    expect(cache.recallFacts()).toBe('{"a": "\n"}');
    expect(openCache(folder, effects).recallFacts()).toBe('{"a": "\n"}');
  });

  test('two hundred zones at once are few writes, and each is kept', async ({ folder }) => {
    const cache = openCache(folder, effects);
    await cache.remember('first', () => remembered);
    const writes = countReplacements(folder, 'cache.json');
    const names = Array.from({ length: 200 }, (_, index) => `zone-${index}`);
    await Promise.all(names.map((name) => cache.remember(name, () => accepted(name))));
    expect(await writes()).toBeLessThanOrEqual(2);
    const next = openCache(folder, effects);
    expect(names.filter((name) => next.recall(name)?.accepted.ipv4?.value !== name)).toEqual([]);
  });

  test('a change that cannot be made spoils nothing that comes after it', async ({ folder }) => {
    const cache = openCache(folder, effects);
    const fault = () => {
      throw new Error('a bug');
    };
    await expect(cache.remember('a', fault)).rejects.toThrow('a bug');
    await cache.remember('b', () => remembered);
    expect(openCache(folder, effects).recall('b')).toEqual(remembered);
    expect(readdirSync(folder)).toEqual(['cache.json']);
  });
});

describe('the file', () => {
  test('folder and file are for their user alone', async ({ folder }) => {
    await openCache(join(folder, 'deeper'), effects).remember(key, () => remembered);
    const modes = [folder, join(folder, 'deeper'), join(folder, 'deeper', 'cache.json')].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o700, 0o600]);
  });

  test('a run that only recalls makes nothing', ({ folder }) => {
    const cache = openCache(folder, effects);
    cache.recall(key);
    cache.recallFacts();
    expect(readdirSync(dirname(folder))).toEqual([]);
    expect(cache.warnings).toEqual([]);
  });

  test('what killed runs left is swept after a day, and not before', async ({ folder }) => {
    mkdirSync(folder);
    const old = [
      'cache.json.tmp-1',
      'cache.json.tmp-1.tmp-17640000001a2b3c',
      'cache.0123456789abcdef.lock',
      'cache.json.lock.x',
    ];
    const kept = ['cache.json.tmp-2', 'notes.tmp-1'];
    for (const name of [...old, ...kept]) writeFileSync(join(folder, name), '');
    for (const name of old) utimesSync(join(folder, name), 1_000_000, 1_000_000);
    utimesSync(join(folder, 'notes.tmp-1'), 1_000_000, 1_000_000);
    await openCache(folder, effects).remember(key, () => remembered);
    expect(readdirSync(folder).sort()).toEqual(['cache.json', ...kept]);
  });

  test('inside a snap it is replaced whole all the same', async ({ folder, start }) => {
    await openCache(folder, effects).remember(key, () => remembered);
    const { ino } = statSync(join(folder, 'cache.json'));
    const { recalled } = reportOf(await start(['remember', '198.41.0.5'], { env: { SNAP: '/snap/dynv6/1' } }).finished);
    expect(recalled).toEqual(accepted('198.41.0.5'));
    expect(statSync(join(folder, 'cache.json')).ino).not.toBe(ino);
  });

  test('writing leaves no signal listened to', async ({ start }) => {
    expect(reportOf(await start(['remember', '198.41.0.5']).finished).listenedTo).toEqual([]);
  });
});

describe('a damaged file', () => {
  test.for([
    { is: 'of no length', text: '' },
    { is: 'full of NULs', text: '\0'.repeat(4096) },
    { is: 'cut off', text: '{' },
    { is: 'with a list in it', text: '[]' },
    { is: 'with null in it', text: 'null' },
    { is: 'with a blank address', text: damaged({ accepted: { ipv6: { value: '', at: 5 } } }) },
    { is: 'with a number where text belongs', text: damaged({ response: 200 }) },
    { is: 'of a later version', text: JSON.stringify({ version: 2, entries: [] }) },
  ])('$is gives one warning, and is whole after the next update (C31)', async ({ text }, { folder }) => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'cache.json'), text);
    const cache = openCache(folder, effects);
    expect(cache.recall(key)).toBeNull();
    expect(cache.recall(key, { fresh: true })).toBeNull();
    await cache.remember(key, () => remembered);
    expect(cache.warnings).toEqual([expect.stringContaining(join(folder, 'cache.json'))]);

    const next = openCache(folder, effects);
    expect(next.recall(key)).toEqual(remembered);
    expect(next.warnings).toEqual([]);
  });

  test('is told of even if nothing was recalled before it is overwritten', async ({ folder }) => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'cache.json'), '{');
    const cache = openCache(folder, effects);
    await cache.remember(key, () => remembered);
    expect(cache.warnings).toHaveLength(1);
  });
});

describe('no place to write', () => {
  test('a directory in the place of the file is told of once a run, and nothing fails (C31)', async ({ folder }) => {
    mkdirSync(join(folder, 'cache.json', 'full'), { recursive: true });
    for (const value of ['198.41.0.4', '198.41.0.5']) {
      const cache = openCache(folder, effects);
      expect(cache.recall(key)).toBeNull();
      await cache.remember(key, () => accepted(value));
      await cache.remember(key, (before) => ({ ...accepted(value), response: `${before?.response}, twice` }));
      expect(cache.recall(key, { fresh: true })?.response).toBe('addresses updated, twice');
      expect(cache.warnings).toEqual([
        expect.stringContaining(`${join(folder, 'cache.json')} cannot be read (EISDIR)`),
      ]);
    }
    expect(readdirSync(folder)).toEqual(['cache.json']);
  });

  test('a file in the place of the folder is told of once', async ({ folder }) => {
    writeFileSync(folder, '');
    const cache = openCache(folder, effects);
    expect(cache.recall(key)).toBeNull();
    await cache.remember(key, () => remembered);
    expect(cache.recall(key)).toEqual(remembered);
    expect(cache.warnings).toEqual([expect.stringContaining(join(folder, 'cache.json'))]);
  });

  test('facts last as long as the process', async ({ folder }) => {
    writeFileSync(folder, '');
    const cache = openCache(folder, effects);
    await cache.rememberFacts('facts');
    expect(cache.recallFacts()).toBe('facts');
    expect(cache.warnings).toHaveLength(1);
  });

  test('without a folder it lasts as long as the process, and that is told', async () => {
    const cache = openCache(null, effects);
    await cache.remember(key, () => remembered);
    await cache.rememberFacts('facts');
    expect(cache.recall(key, { fresh: true })).toEqual(remembered);
    expect(cache.recallFacts()).toBe('facts');
    expect(openCache(null, effects).recall(key)).toBeNull();
    expect(cache.warnings).toHaveLength(1);
  });
});

function damaged(fields: object): string {
  return JSON.stringify({ version: 1, entries: { [key]: { ...remembered, ...fields } } });
}

/** Starts to count how often the file is replaced; the answer is the number up to then. */
function countReplacements(folder: string, name: string): () => Promise<number> {
  let count = 0;
  const counted = new Promise<number>((resolve) => {
    const watcher = watch(folder, (event, changed) => {
      if (event === 'rename' && changed === name) count += 1;
      if (changed !== 'done') return;
      watcher.close();
      resolve(count);
    });
  });
  return () => {
    writeFileSync(join(folder, 'done'), '');
    return counted;
  };
}
