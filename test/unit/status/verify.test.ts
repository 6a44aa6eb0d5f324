import { test as base, expect } from 'vitest';
import { openNameService } from '../../../src/name-servers/name-service.ts';
import { verify } from '../../../src/status/verify.ts';
import type { Expected, Verdict, Verification } from '../../../src/verification.ts';
import { startBind, whatBindLacks } from '../../double/bind.ts';
import { zoneNamed } from '../../support/zone.ts';
import { namesAt, type Servers, startNameServers } from './bind-servers.ts';

const lacking = await whatBindLacks();
const test = base.skipIf(lacking !== null);

const zone = zoneNamed('example.dynv6.net');
const wanted: Expected = { A: ['198.41.0.4'], AAAA: ['2a02:12ab::1'] };
const right = ['@ A 198.41.0.4', '@ AAAA 2a02:12ab::1'];
const old = ['@ A 198.41.0.9', '@ AAAA 2a02:12ab::1'];

const { signal } = new AbortController();

async function verified(servers: Servers, apex: string = zone): Promise<Verification> {
  const { names, stop } = await startNameServers(apex, servers);
  return verify(zone, { expected: wanted, settling: false }, names, signal).finally(stop);
}

test.for<{ readonly is: string; readonly servers: Servers; readonly verdict: Verdict }>([
  { is: 'three servers that are right', servers: [right, right, right], verdict: 'agrees' },
  { is: 'one of three that lags', servers: [right, right, old], verdict: 'lags' },
  { is: 'three that say something else', servers: [old, old, old], verdict: 'differs' },
  { is: 'two whose address records are gone', servers: [[], []], verdict: 'differs' },
])('$is: $verdict', async ({ servers, verdict }) => {
  const found = await verified(servers);
  expect(found).toMatchObject({ verdict, authority: zone, failure: null });
  expect(found.answers.map(({ server }) => server)).toEqual(servers.map((_, index) => `ns${index + 1}.${zone}`));
});

test('each server is asked itself, and its answer stands under its name and address', async () => {
  const { answers, verdicts } = await verified([right, ['@ A 198.41.0.9', '@ A 198.41.0.8']]);
  expect(verdicts).toEqual({ A: 'lags', AAAA: 'lags' });
  expect(answers).toMatchObject([
    {
      server: `ns1.${zone}`,
      address: '127.0.0.1',
      says: { A: { value: ['198.41.0.4'] }, AAAA: { value: ['2a02:12ab::1'] } },
    },
    {
      server: `ns2.${zone}`,
      address: '192.0.2.1',
      says: { A: { value: ['198.41.0.8', '198.41.0.9'] }, AAAA: { value: [] } },
    },
  ]);
});

test('a zone without name servers of its own has those of the zone above it', async () => {
  const found = await verified([['example A 198.41.0.4', 'example AAAA 2a02:12ab::1']], 'dynv6.net');
  expect(found).toMatchObject({ verdict: 'agrees', authority: 'dynv6.net' });
});

test('a name that nobody knows differs from one that should be there', async () => {
  const found = await verified([[]], 'dynv6.net');
  expect(found).toMatchObject({ verdict: 'differs', answers: [{ says: { A: { ok: true, value: [] } } }] });
});

test('a server that is down leaves the verdict to the others, and is told', async () => {
  const { verdict, answers } = await verified([right, null, right]);
  expect(verdict).toBe('agrees');
  expect(answers[1]).toMatchObject({ server: `ns2.${zone}`, says: { A: { ok: false, failure: { code: 'network' } } } });
});

test('a server that does not speak for the zone says nothing', async () => {
  const { names, stop } = await startNameServers(zone, [right]);
  const other = await startBind({ zones: [{ name: 'example.org', records: [] }], keys: new Map() });
  const lame = await namesAt(other.server.port);
  const found = await verify(zone, { expected: wanted, settling: false }, { ...names, ask: lame.ask }, signal);
  await Promise.all([stop(), other.stop()]);
  expect(found).toMatchObject({ verdict: 'unknown', answers: [{ says: { A: { ok: false } } }] });
});

test('an answer that is not authoritative proves nothing', async () => {
  const { names, stop } = await startNameServers(zone, [right]);
  const hearsay: typeof names = {
    ...names,
    async ask(...question) {
      const answer = await names.ask(...question);
      return answer.ok ? { ok: true, value: { ...answer.value, authoritative: false } } : answer;
    },
  };
  const found = await verify(zone, { expected: wanted, settling: false }, hearsay, signal).finally(stop);
  expect(found.verdict).toBe('unknown');
});

test('a name server is asked at each of its addresses, of both families', async () => {
  const four = await startBind({ zones: [{ name: zone, records: ['ns1 AAAA ::1', ...right] }], keys: new Map() });
  const { port } = four.server;
  const six = await startBind({
    zones: [{ name: zone, records: right }],
    keys: new Map(),
    address: '::1',
    port,
  });
  const found = await verify(zone, { expected: wanted, settling: false }, await namesAt(port), signal);
  await Promise.all([four.stop(), six.stop()]);
  expect(found.verdict).toBe('agrees');
  expect(found.answers.map(({ address }) => address)).toEqual(['127.0.0.1', '::1']);
});

test('a resolver that is down leaves everything unknown, and the advice is another one', async () => {
  const found = await verify(zone, { expected: wanted, settling: false }, await namesAt(1), signal);
  expect(found).toMatchObject({ verdict: 'unknown', failure: { advice: expect.stringContaining('--resolver') } });
});

test('giving up ends the questions', async () => {
  const names = await openNameService({ resolver: { host: '192.0.2.1', port: 53 }, timeout: 60_000 });
  if (!names.ok) throw new Error(names.failure.message);
  const ending = new AbortController();
  const verifying = verify(zone, { expected: wanted, settling: false }, names.value, ending.signal);
  ending.abort();
  expect(await verifying).toMatchObject({ verdict: 'unknown', failure: { code: 'timeout' } });
});
