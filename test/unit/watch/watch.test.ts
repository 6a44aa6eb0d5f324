import { describe, expect, test } from 'vitest';
import type { Failure } from '../../../src/failure.ts';
import { playWatch } from './simulation.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const network: Failure = { code: 'network', message: 'there is no way there' };

describe('a change', () => {
  test('is published within three seconds, settling time and all', async () => {
    const { updates } = await playWatch({ wanted: (at) => (at < 10_100 ? 'old' : 'new'), until: minute });
    expect(updates.map(({ wanted }) => wanted)).toEqual(['old', 'new']);
    expect(updates[1]?.at).toBeGreaterThan(10_100 + 2000);
    expect(updates[1]?.at).toBeLessThanOrEqual(10_100 + 3000);
  });

  test('is published as soon as it has settled, not at the glance after that', async () => {
    const { updates } = await playWatch({ wanted: (at) => (at < 10_100 ? 'old' : 'new'), until: minute });
    // Seen at the fourteenth glance.
    expect(updates[1]?.at).toBe(14 * 750 + 2200);
  });

  test('that no glance shows is seen half a minute later', async () => {
    const wanted = (at: number) => (at < 40_000 ? 'old' : 'new');
    const { updates } = await playWatch({ wanted, hidden: true, until: 2 * minute });
    expect(updates[1]).toMatchObject({ wanted: 'new' });
    expect(updates[1]?.at).toBeLessThan(40_000 + 33_000);
  });

  test('that no glance shows is seen by who is asked to look, and settles meanwhile', async () => {
    const wanted = (at: number) => (at < 40_000 ? 'old' : 'new');
    const { updates } = await playWatch({ wanted, hidden: true, asked: [41_000], until: 2 * minute });
    expect(updates).toMatchObject([{ wanted: 'old' }, { wanted: 'new' }]);
  });

  test.for([100, 500, 1500, 2000])('that lasts %i ms sends nothing (C49)', async (lasts) => {
    for (const from of [10_000, 10_001, 10_250, 10_499, 10_700, 11_249]) {
      const wanted = (at: number) => (at >= from && at < from + lasts ? 'other' : 'usual');
      const { updates } = await playWatch({ wanted, until: minute });
      expect(updates).toHaveLength(1);
    }
  });

  test('that comes late, after a disturbance that changed nothing, is not missed (C49)', async () => {
    const wanted = (at: number) => (at < 10_000 ? 'old' : at < 10_300 ? 'none' : at < 14_000 ? 'old' : 'new');
    const { updates } = await playWatch({ wanted, until: minute });
    expect(updates.at(-1)).toMatchObject({ wanted: 'new' });
    expect(updates.at(-1)?.at).toBeLessThan(17_000);
  });

  test('during an update that hangs is published after it', async () => {
    const wanted = (at: number) => (at < 10_000 ? 'old' : at < 20_000 ? 'new' : 'newest');
    const { updates } = await playWatch({ wanted, took: 30 * second, until: 3 * minute });
    expect(updates.map((update) => update.wanted)).toEqual(['old', 'newest']);
  });
});

describe('trouble', () => {
  test('of an hour is told in two lines, however often it was tried (C45)', async () => {
    const { news, updates } = await playWatch({
      wanted: () => 'usual',
      update: (at) => (at > 0 && at < hour + minute ? network : null),
      until: 2 * hour,
    });
    const turns = news.flatMap(({ turn }) => turn ?? []);
    expect(turns.map((turn) => turn.do)).toEqual(['tell trouble', 'tell recovery']);
    const tries = updates.filter(({ at }) => at > 6 * minute && at < hour);
    expect(tries.length).toBeGreaterThan(50);
    expect(tries.length).toBeLessThan(150);
  });

  test('with the network at the start ends within half a minute of its coming (C18)', async () => {
    const { updates, news } = await playWatch({
      wanted: () => 'usual',
      update: (at) => (at < 20 * second ? network : null),
      until: 5 * minute,
    });
    expect(news.at(-1)?.outcome.failure).toBeNull();
    expect(updates.at(-1)?.at).toBeLessThan(50 * second);
    expect(updates.map(({ due }) => due.troubled)).toEqual([false, true, true, true, true]);
  });

  test('with a refusal is left alone for an hour', async () => {
    const rejected: Failure = { code: 'token-rejected', message: 'no' };
    const { updates } = await playWatch({ wanted: () => 'usual', update: () => rejected, until: 3 * hour + minute });
    expect(updates).toHaveLength(4);
  });
});

describe('a sleep of the machine', () => {
  test('is followed by an update, the first that can succeed within a minute of that (C50)', async () => {
    const to = 10 * minute + 2 * hour;
    const { updates, news } = await playWatch({
      wanted: (at) => (at < to ? 'old' : 'new'),
      update: (at) => (at >= to && at < to + 10 * second ? network : null),
      sleeps: { from: 10 * minute, to },
      until: to + 5 * minute,
    });
    const published = updates.find(({ at }) => at >= to + 10 * second);
    expect(published).toMatchObject({ wanted: 'new' });
    expect(published?.at).toBeLessThan(to + 70 * second);
    expect(news.flatMap(({ turn }) => turn ?? [])).toHaveLength(2);
  });

  test.for([false, true])('is noticed where nothing has changed, too (the clock goes on: %s)', async (clockGoesOn) => {
    const to = 3 * minute;
    const sleeps = { from: minute, to, clockGoesOn };
    const { updates } = await playWatch({ wanted: () => 'usual', sleeps, until: to + 20 * second });
    expect(updates.map(({ at }) => at < to)).toEqual([true, false]);
    expect(updates[1]?.at).toBeLessThan(to + 5 * second);
  });
});

test('a zone is looked after at each interval', async () => {
  const { updates } = await playWatch({ wanted: () => 'usual', until: hour });
  expect(updates).toHaveLength(12);
});

test('what was broken off by the end is nothing to tell of', async () => {
  const { updates, news } = await playWatch({ wanted: () => 'usual', took: hour, until: minute });
  expect(updates).toHaveLength(1);
  expect(news).toEqual([]);
});

test('while there is trouble nobody looks what others changed', async () => {
  let asked = 0;
  await playWatch({
    wanted: () => 'usual',
    update: () => network,
    verify: {
      every: minute,
      isDrifted() {
        asked += 1;
        return false;
      },
    },
    until: hour,
  });
  expect(asked).toBe(0);
});

test('who asks is not kept waiting', async () => {
  const { updates } = await playWatch({ wanted: () => 'usual', asked: [minute], until: 2 * minute });
  expect(updates[1]?.at).toBeLessThanOrEqual(minute + 750);
});

test('what others changed at the service is put right once, and not at each look', async () => {
  let asked = 0;
  const { updates } = await playWatch({
    wanted: () => 'usual',
    verify: {
      every: hour,
      isDrifted() {
        asked += 1;
        return true;
      },
    },
    until: 6 * hour - minute,
  });
  expect(updates.filter(({ due }) => due.insist).map(({ at }) => Math.round(at / hour))).toEqual([1]);
  expect(asked).toBe(5);
});
