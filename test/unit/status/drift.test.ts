import { test as base, expect } from 'vitest';
import type { ZoneJob } from '../../../src/job.ts';
import type { Remembered } from '../../../src/remembered.ts';
import { Secret } from '../../../src/secret.ts';
import { driftFinder } from '../../../src/status/drift.ts';
import { startBind, whatBindLacks } from '../../double/bind.ts';
import { zoneNamed } from '../../support/zone.ts';

const test = base.skipIf((await whatBindLacks()) !== null);

const now = 1_700_000_000_000;
const hour = 3_600_000;
const zone = zoneNamed('example.dynv6.net');

const job: ZoneJob = {
  zone,
  label: zone,
  way: { channel: 'update-api', server: new URL('https://dynv6.com'), token: new Secret('T0ken') },
  wishes: { ipv4: 'detect', ipv6: 'detect', ipv6prefix: 'detect' },
  selection: { interface: null, temporary: false, prefixLength: null },
  sending: { force: false, maxAge: 24 * hour },
  dryRun: false,
  timeout: 2000,
  retries: 0,
};

function accepted(ipv4: string, at = now - hour): Remembered {
  return { accepted: { ipv4: { value: ipv4, at } }, response: null, changedAt: now - 24 * hour, refusal: null };
}

test.for<{ readonly is: string; readonly remembered: Remembered | null; readonly drifted: boolean }>([
  { is: 'the name servers say what was accepted', remembered: accepted('198.41.0.1'), drifted: false },
  { is: 'they say something else', remembered: accepted('198.41.0.9'), drifted: true },
  {
    is: 'they say something else, a moment after an update',
    remembered: accepted('198.41.0.9', now - 1000),
    drifted: false,
  },
  { is: 'nothing was accepted yet', remembered: null, drifted: false },
])('where $is, the zone was changed behind our back: $drifted', async ({ remembered, drifted }) => {
  const { server, stop } = await startBind({ zones: [{ name: zone, records: ['@ A 198.41.0.1'] }], keys: new Map() });
  const isDrifted = driftFinder({ recall: () => remembered, now: () => now, resolver: server, port: server.port });
  expect(await isDrifted(job, new AbortController().signal).finally(stop)).toBe(drifted);
});

test('where nobody can be asked, nothing is known to have changed', async () => {
  const resolver = { host: '127.0.0.1', port: 1 };
  const isDrifted = driftFinder({ recall: () => accepted('198.41.0.9'), now: () => now, resolver });
  expect(await isDrifted(job, new AbortController().signal)).toBe(false);
});
