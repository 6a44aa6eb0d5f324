import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { openLocks, type Sleep } from '../../../src/cache/lock.ts';
import { openCache } from '../../../src/cache/open-cache.ts';
import { effects, hasSaid, patient, test } from './fixture.ts';
import { accepted, key } from './samples.ts';

/** Waits for nothing, and tells how long it was asked to. */
function impatience() {
  let asked = 0;
  const sleep: Sleep = async (milliseconds) => {
    asked += milliseconds;
    await setImmediate();
  };
  return { sleep, asked: () => asked };
}

function locksIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.includes('.lock')) : [];
}

/** The lock of the key, as a run has it at this moment. */
function lockOf(folder: string): string {
  const [name, ...others] = locksIn(folder);
  if (name === undefined || others.length > 0) throw new Error(`not one lock: ${name} ${others}`);
  return join(folder, name);
}

describe('while it is held', () => {
  test('nobody else of this process or another gets in', async ({ folder, start }) => {
    const events: string[] = [];
    const cache = openCache(folder, effects);
    const holder = start(['hold']);
    await hasSaid(holder, 'held');
    const waiting = [1, 2].map((number) =>
      openCache(folder, effects).exclusively(
        key,
        async () => {
          events.push(`${number} in`);
          await setImmediate();
          await cache.remember('another key', () => accepted('198.41.0.4'));
          events.push(`${number} out`);
        },
        patient,
      ),
    );
    await cache.exclusively('another key', async () => events.push('another key'), patient);
    events.push('released');
    holder.child.kill('SIGUSR2');
    await Promise.all([...waiting, holder.finished]);
    expect(events.slice(0, 2)).toEqual(['another key', 'released']);
    const [first, second] = events[2] === '1 in' ? [1, 2] : [2, 1];
    expect(events.slice(2)).toEqual([`${first} in`, `${first} out`, `${second} in`, `${second} out`]);
    expect(locksIn(folder)).toEqual([]);
  });

  test('its file shows signs of life', async ({ folder, start }) => {
    const holder = start(['hold']);
    await hasSaid(holder, 'held');
    const event = await new Promise((resolve) => {
      const watcher = watch(lockOf(folder), (kind) => {
        watcher.close();
        resolve(kind);
      });
    });
    expect(event).toBe('change');
  });

  test('a holder that shows signs of life is waited for, however long and whatever its clock says', async ({
    folder,
  }) => {
    mkdirSync(folder);
    const path = join(folder, 'cache.x.lock');
    writeFileSync(path, `${process.ppid} another ${hostname()}\n`);
    let looks = 0;
    const sleep: Sleep = async () => {
      looks += 1;
      if (looks % 50 === 0) utimesSync(path, looks % 100, 1e11 - looks);
      await setImmediate();
      if (looks === 500) expect(readFileSync(path, 'utf8')).toContain('another');
      if (looks >= 1000) throw new Error('the end of the test');
    };
    const ended = new AbortController();
    await openLocks(async (milliseconds, signal) => {
      await sleep(milliseconds, signal).catch(() => ended.abort());
    }).acquire(path, ended.signal);
    expect(looks).toBe(1000);
    expect(readFileSync(path, 'utf8')).toContain('another');
  });

  test('who is aborted while waiting acts at once, and leaves the lock to its holder', async ({ folder, start }) => {
    const holder = start(['hold']);
    await hasSaid(holder, 'held');
    const path = lockOf(folder);
    const aborted = new AbortController();
    const sleep: Sleep = async () => {
      aborted.abort(new Error('aborted'));
      throw aborted.signal.reason;
    };
    const cache = openCache(folder, { ...effects, sleep });
    expect(await cache.exclusively(key, async () => aborted.signal.aborted, aborted.signal)).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain(`${holder.child.pid} `);
  });
});

describe('it is given back', () => {
  test('when the action ends, and when it fails', async ({ folder }) => {
    const cache = openCache(folder, effects);
    await cache.exclusively(key, async () => expect(locksIn(folder)).toHaveLength(1), patient);
    expect(locksIn(folder)).toEqual([]);
    const fault = async () => {
      throw new Error('a bug');
    };
    await expect(cache.exclusively(key, fault, patient)).rejects.toThrow('a bug');
    expect(locksIn(folder)).toEqual([]);
  });

  test('when the process ends by itself in the middle', async ({ folder, start }) => {
    expect((await start(['leave']).finished).code).toBe(0);
    expect(locksIn(folder)).toEqual([]);
  });
});

describe('a holder that is no more', () => {
  test.for(['SIGKILL', 'SIGTERM'] as const)('after %s is not waited for (C33)', async (signal, { folder, start }) => {
    const holder = start(['hold']);
    await hasSaid(holder, 'held');
    holder.child.kill(signal);
    await holder.finished;
    expect(locksIn(folder)).toHaveLength(1);
    const { sleep, asked } = impatience();
    const cache = openCache(folder, { ...effects, sleep });
    expect(await cache.exclusively(key, async () => 'done', patient)).toBe('done');
    expect(asked()).toBeLessThanOrEqual(200);
    expect(locksIn(folder)).toEqual([]);
  });

  test('only sleeps: it is taken for dead, and leaves the new holder alone when it wakes up', async ({
    folder,
    start,
  }) => {
    const holder = start(['hold']);
    await hasSaid(holder, 'held');
    holder.child.kill('SIGSTOP');
    const cache = openCache(folder, { ...effects, sleep: impatience().sleep });
    const lock = await cache.exclusively(
      key,
      async () => {
        const ours = readFileSync(lockOf(folder), 'utf8');
        holder.child.kill('SIGCONT');
        holder.child.kill('SIGUSR2');
        await holder.finished;
        return { ours, after: readFileSync(lockOf(folder), 'utf8') };
      },
      patient,
    );
    expect(lock.ours).toMatch(new RegExp(`^${process.pid} `));
    expect(lock.after).toBe(lock.ours);
    expect(locksIn(folder)).toEqual([]);
  });

  const now = Date.now() / 1000;
  const otherProcess = (ours: string) => ours.replace(/^\d+ \S+/, `${process.ppid} another`);
  test.for([
    { is: 'names another process of today', text: otherProcess, at: now - 3600 },
    { is: 'is from the future', text: otherProcess, at: now + 3600 },
    { is: 'names a process of another machine', text: () => '99999999 another elsewhere\n', at: now - 3600 },
    { is: 'is empty', text: () => '', at: now - 3600 },
    { is: 'is damaged', text: () => '\0\0\0\0', at: now },
  ])('and whose lock $is is waited for a few seconds at most (C33)', async ({ text, at }, { folder }) => {
    const cache = openCache(folder, effects);
    const path = await cache.exclusively(key, async () => lockOf(folder), patient);
    const left = text(await cache.exclusively(key, async () => readFileSync(path, 'utf8'), patient));
    writeFileSync(path, left);
    utimesSync(path, at, at);
    const { sleep, asked } = impatience();
    const waiting = openCache(folder, { ...effects, sleep });
    expect(await waiting.exclusively(key, async () => readFileSync(path, 'utf8'), patient)).not.toBe(left);
    expect(asked()).toBeLessThanOrEqual(8000);
    expect(locksIn(folder)).toEqual([]);
  });
});

describe('where no lock can be had', () => {
  test.for([
    { is: 'a directory', put: (path: string) => mkdirSync(join(path, 'full'), { recursive: true }) },
    { is: 'a link to nowhere', put: (path: string) => symlinkSync('/nowhere/at/all', path) },
  ])('because of $is in its place, the action runs all the same', async ({ put }, { folder }) => {
    const cache = openCache(folder, effects);
    const path = await cache.exclusively(key, async () => lockOf(folder), patient);
    put(path);
    const { sleep, asked } = impatience();
    expect(await openCache(folder, { ...effects, sleep }).exclusively(key, async () => 'done', patient)).toBe('done');
    expect(asked()).toBeLessThanOrEqual(8000);
  });

  test('because the folder is a file, the action runs at once', async ({ folder }) => {
    writeFileSync(folder, '');
    const { sleep, asked } = impatience();
    const cache = openCache(folder, { ...effects, sleep });
    expect(await cache.exclusively(key, async () => 'done', patient)).toBe('done');
    expect(asked()).toBe(0);
    expect(readdirSync(dirname(folder))).toEqual(['dynv6']);
  });
});
