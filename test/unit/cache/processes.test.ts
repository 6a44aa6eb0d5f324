import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { openCache } from '../../../src/cache/open-cache.ts';
import { test as base, effects, hasSaid, reportOf } from './fixture.ts';
import { accepted, key } from './samples.ts';

/** A service that counts what it is asked. */
const test = base.extend('service', async ({ task: _task }, { onCleanup }) => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.end('addresses updated');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onCleanup(() => void server.close());
  return { url: `http://127.0.0.1:${portOf(server.address())}/`, requests: () => requests };
});

const ten = Array.from({ length: 10 }, (_, index) => index);

describe('ten runs at once', () => {
  test('send what one of them would', async ({ folder, start, service }) => {
    const runs = await Promise.all(ten.map(() => start(['send', service.url]).finished));
    expect(service.requests()).toBeLessThanOrEqual(2);
    for (const run of runs)
      expect(reportOf(run)).toEqual({ recalled: accepted('198.41.0.4'), warnings: [], listenedTo: [] });
    expect(readdirSync(folder)).toEqual(['cache.json']);
  });

  test('do so too where a killed run left its lock (C33)', async ({ folder, start, service }) => {
    const killed = start(['hold']);
    await hasSaid(killed, 'held');
    killed.child.kill('SIGKILL');
    await killed.finished;
    const runs = await Promise.all(ten.map(() => start(['send', service.url]).finished));
    expect(service.requests()).toBeLessThanOrEqual(2);
    for (const run of runs) expect(reportOf(run).recalled).toEqual(accepted('198.41.0.4'));
    expect(readdirSync(folder)).toEqual(['cache.json']);
  });

  test('lose nothing of what the others store', async ({ folder, start }) => {
    const values = ['198.41.0.1', '198.41.0.2', '198.41.0.3', '198.41.0.4'];
    const runs = await Promise.all(ten.map((zone) => start(['remember', ...values], { key: `zone ${zone}` }).finished));
    expect(runs.flatMap((run) => reportOf(run).warnings)).toEqual([]);
    const cache = openCache(folder, effects);
    expect(ten.map((zone) => cache.recall(`zone ${zone}`))).toEqual(ten.map(() => accepted('198.41.0.4')));
    expect(readdirSync(folder)).toEqual(['cache.json']);
  });
});

describe('runs that are killed while they store', () => {
  const values = Array.from({ length: 2000 }, (_, index) => `${index}`);

  test.for([1, 2, 3])(
    'leave the file whole, with all that they said was kept in it (round %i)',
    async (round, { folder, start }) => {
      const runs = [1, 2, 3, 4].map((zone) => ({ zone, run: start(['remember', ...values], { key: `zone ${zone}` }) }));
      await Promise.all(
        runs.map(async ({ zone, run }) => {
          await hasSaid(run, `\n${5 * zone + round}\n`);
          run.child.kill('SIGKILL');
          await run.finished;
          expect(JSON.parse(readFileSync(join(folder, 'cache.json'), 'utf8'))).toHaveProperty('version', 1);
        }),
      );
      const cache = openCache(folder, effects);
      for (const { zone, run } of runs) {
        const said = (await run.finished).stdout.trimEnd().split('\n').length - 1;
        expect(Number(cache.recall(`zone ${zone}`)?.accepted.ipv4?.value)).toBeGreaterThanOrEqual(said);
      }
      await cache.remember(key, () => accepted('198.41.0.4'));
      expect(cache.warnings).toEqual([]);
    },
  );
});

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  return address.port;
}
