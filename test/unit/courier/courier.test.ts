// biome-ignore-all lint/correctness/noEmptyPattern: vitest reads the wanted fixtures out of the pattern.
import { setMaxListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { HttpRequest } from '../../../src/channels/http.ts';
import { type Courier, openCourier } from '../../../src/courier/courier.ts';
import { bundle } from '../../support/bundle.ts';
import { test as base } from '../../support/fixtures.ts';
import { childrenOf } from '../../support/processes.ts';

/** Less than what it is given to end by itself before it is killed. */
const patience = { timeout: 4000, interval: 20 };
const forever = new AbortController().signal;
setMaxListeners(0, forever);

const test = base
  .extend('program', { scope: 'file' }, async ({}, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'dynv6-courier-'));
    onCleanup(() => rm(folder, { recursive: true, force: true }));
    return bundle(new URL('courier-process.ts', import.meta.url), folder);
  })
  .extend('open', async ({ program }, { onCleanup }) => {
    const opened: Courier[] = [];
    onCleanup(async () => void (await Promise.all(opened.map((courier) => courier.close()))));
    return (options: { readonly idle?: number; readonly command?: readonly [string, ...string[]] } = {}) => {
      const courier = openCourier({
        command: [process.execPath, program],
        environment: { NOTIFY_SOCKET: '/nowhere', DYNV6_MACHINE: '/nowhere', HTTPS_PROXY: 'http://proxy' },
        idle: 60_000,
        ...options,
      });
      opened.push(courier);
      return courier;
    };
  });

function get(url: string): HttpRequest {
  return {
    method: 'GET',
    url: new URL('/api/update?zone=example.dynv6.net&token=T0ken&ipv4=198.41.0.4', url),
    headers: {},
    over: 'any',
  };
}

test('a request is carried there, and its answer back', async ({ open, double }) => {
  const { send } = await open().openTransport(5000);
  expect(await send(get(double.url), forever)).toEqual({
    ok: true,
    value: expect.objectContaining({ status: 200, body: 'addresses updated', contentType: 'text/plain' }),
  });
  expect(double.log).toMatchObject([{ method: 'GET', parameters: { ipv4: '198.41.0.4' } }]);
});

test('what goes wrong on the way is told as it was', async ({ open, double }) => {
  await double.close();
  const { send } = await open().openTransport(5000);
  const answer = await send(get(double.url), forever);
  expect(answer).toMatchObject({ ok: false, failure: { code: 'network', cause: expect.stringContaining('REFUSED') } });
});

test('requests share the courier and its connections', async ({ open, double }) => {
  const courier = open();
  const { send } = await courier.openTransport(5000);
  await Promise.all(Array.from({ length: 20 }, () => send(get(double.url), forever)));
  expect(childrenOf(process.pid)).toHaveLength(1);
  expect(double.log).toHaveLength(20);
  expect(double.connections).toBeLessThanOrEqual(8);
});

test('a request that is broken off is broken off', async ({ open, openDouble }) => {
  const double = await openDouble({ faults: () => ({ kind: 'hang', when: 'before' }) });
  const { send } = await open().openTransport(60_000);
  const breaking = new AbortController();
  const answer = send(get(double.url), breaking.signal);
  await double.arrival(1);
  breaking.abort();
  expect(await answer).toMatchObject({ ok: false });
});

test('it ends when there is nothing to carry, and another one comes when there is', async ({ open, double }) => {
  const { send } = await open({ idle: 1 }).openTransport(5000);
  expect(await send(get(double.url), forever)).toMatchObject({ ok: true });
  await expect.poll(() => childrenOf(process.pid), patience).toEqual([]);
  expect(await send(get(double.url), forever)).toMatchObject({ ok: true });
});

test('it stays as long as one of its requests is under way', async ({ open, openDouble }) => {
  const double = await openDouble({ faults: ({ number }) => (number === 1 ? { kind: 'drip', every: 20 } : null) });
  const { send } = await open({ idle: 1 }).openTransport(5000);
  const slow = send(get(double.url), forever);
  await double.arrival(1);
  expect(await send(get(double.url), forever)).toMatchObject({ ok: true });
  expect(await slow).toMatchObject({ ok: true });
});

test('it sees the environment, but speaks to no service manager and looks at no machine', async ({ open }) => {
  const script = `process.on('message', ({ id }) => {
    const { NOTIFY_SOCKET, DYNV6_MACHINE, HTTPS_PROXY } = process.env;
    const message = [NOTIFY_SOCKET, DYNV6_MACHINE, HTTPS_PROXY].join();
    process.send({ id, answer: { ok: false, failure: { code: 'network', message } } });
  })`;
  const { send } = await open({ command: [process.execPath, '-e', script] }).openTransport(5000);
  expect(await send(get('http://127.0.0.1'), forever)).toMatchObject({ failure: { message: ',,http://proxy' } });
});

test('one that is made ready in vain ends, too', async ({ open }) => {
  const courier = open({ idle: 1 });
  courier.prepare(5000);
  expect(childrenOf(process.pid)).toHaveLength(1);
  await expect.poll(() => childrenOf(process.pid), patience).toEqual([]);
});

test('one that is killed fails its requests, and the next one goes on', async ({ open, openDouble }) => {
  const double = await openDouble({ faults: ({ number }) => (number === 1 ? { kind: 'hang', when: 'before' } : null) });
  const { send } = await open().openTransport(60_000);
  const answer = send(get(double.url), forever);
  await double.arrival(1);
  for (const pid of childrenOf(process.pid)) process.kill(pid, 'SIGKILL');
  expect(await answer).toMatchObject({
    ok: false,
    failure: { code: 'internal', message: expect.stringContaining('SIGKILL') },
  });
  expect(await send(get(double.url), forever)).toMatchObject({ ok: true });
});

test('one that cannot be started is a failure, not a crash', async ({ open, double }) => {
  const courier = open({ command: ['/nowhere/node'] });
  courier.prepare(5000);
  const { send } = await courier.openTransport(5000);
  expect(await send(get(double.url), forever)).toMatchObject({ ok: false, failure: { code: 'internal' } });
});

test('closing ends it in the middle of a request', async ({ open, openDouble }) => {
  const double = await openDouble({ faults: () => ({ kind: 'hang', when: 'before' }) });
  const courier = open();
  const { send } = await courier.openTransport(60_000);
  const answer = send(get(double.url), forever);
  await double.arrival(1);
  await courier.close();
  expect(childrenOf(process.pid)).toEqual([]);
  expect(await answer).toMatchObject({ ok: false });
});
