import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCache } from '../../../src/cache/cache.ts';
import type { Remembered } from '../../../src/remembered.ts';

const effects = { now: () => 1_000_000, sleep: (milliseconds: number) => wait(milliseconds) };
const never = new AbortController().signal;
const remembered: Remembered = {
  accepted: { ipv4: { value: '198.41.0.4', at: 5 } },
  response: 'addresses updated',
  changedAt: 5,
  refusal: null,
};

let folder = '';
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'cache-')), 'dynv6');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

test('what is remembered is recalled by the next run', async () => {
  const cache = openCache(folder, effects);
  expect(cache.recall('k')).toBeNull();
  await cache.exclusively('k', () => cache.remember('k', () => remembered), never);
  expect(cache.recall('k')).toEqual(remembered);
  expect(openCache(folder, effects).recall('k')).toEqual(remembered);
  expect(cache.warnings).toEqual([]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'cache.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'cache.json'), 'utf8')).toContain('"version": 1');
});
