import { describe, expect, test } from 'vitest';
import type { ZoneJob } from '../../../src/job.ts';
import type { Detector, Machine } from '../../../src/machine.ts';
import type { Values } from '../../../src/update.ts';
import { type Look, lookout } from '../../../src/watch/lookout.ts';
import { homeServer, type Interfaces, machineWith, STABLE, seen, TEMP } from '../../support/machine.ts';
import { settingsWith } from './zones.ts';

const forever = new AbortController().signal;

function jobWith(options: Readonly<Record<string, string>> = {}): ZoneJob {
  const [entry] = settingsWith(options).zones;
  if (entry === undefined || !entry.job.ok) throw new Error('no job');
  return entry.job.value;
}

/** A machine that changes when it is told to. The kernel's way out is known only to who asks. */
function openLookout(jobs: readonly ZoneJob[], first: Machine, published: Values = {}) {
  let machine = first;
  let looks = 0;
  const detector: Detector = {
    async look() {
      looks += 1;
      return { ...machine, outgoing: { ipv4: 'unknown', ipv6: 'unknown' } };
    },
    async ask(asked, questions) {
      const answers = Object.fromEntries(questions.outgoing.map((family) => [family, machine.outgoing[family]]));
      return { ...asked, outgoing: { ...asked.outgoing, ...answers } };
    },
  };
  const look: Look = lookout(jobs, { glance: () => JSON.stringify(machine), detector, published: () => published });
  return {
    become(next: Machine) {
      machine = next;
    },
    get looks() {
      return looks;
    },
    async wanted(closely = false): Promise<readonly (string | undefined)[] | null> {
      const found = await look(closely, forever);
      return found === null ? null : jobs.map((job) => found.get(job));
    },
  };
}

test('a machine that seems the same is not looked at, unless closely', async () => {
  const home = openLookout([jobWith()], homeServer);
  const first = await home.wanted();
  expect(await home.wanted()).toBeNull();
  expect(home.looks).toBe(1);
  expect(await home.wanted(true)).toEqual(first);
  expect(home.looks).toBe(2);
});

test('zones that look for the same share a look', async () => {
  const home = openLookout([jobWith(), jobWith(), jobWith({ interface: 'eth0' })], homeServer);
  await home.wanted();
  expect(home.looks).toBe(2);
});

interface Row {
  readonly is: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly from?: Interfaces;
  readonly to: Interfaces;
  readonly published?: Values;
}

const usual: Interfaces = { eth0: ['198.41.0.4/24', STABLE] };
const behindNat: Interfaces = { eth0: ['192.168.1.2/24'], docker0: ['172.17.0.1/16'] };

describe('nothing to publish anew where', () => {
  test.for<Row>([
    { is: 'the system lists its addresses in another order', to: { eth0: [STABLE, '198.41.0.4/24'] } },
    { is: 'a temporary address comes', to: { eth0: ['198.41.0.4/24', STABLE, TEMP] } },
    { is: 'a container starts', to: { ...usual, veth1: ['fe80::1/64'], docker0: ['172.17.0.1/16'] } },
    {
      is: 'lifetimes are refreshed, as each router advertisement does',
      to: { eth0: ['198.41.0.4/24', { ...STABLE, preferredLifetime: 7_200_000 }] },
    },
    {
      is: 'a second address as good as the one published last comes',
      to: { eth0: ['198.41.0.4/24', seen('2a02:12ab:34c:ef::1/64', 'manual'), STABLE] },
      published: { ipv6: STABLE.address },
    },
    {
      is: 'a container starts, and the service is to see for itself',
      from: behindNat,
      to: { ...behindNat, veth1: ['172.18.0.1/16'] },
    },
  ])('$is', async ({ options, from = usual, to, published }) => {
    const home = openLookout([jobWith(options)], machineWith(from), published);
    const before = await home.wanted();
    home.become(machineWith(to));
    expect(await home.wanted()).toEqual(before);
    expect(home.looks).toBe(2);
  });
});

describe('nothing to ask the service for anew where', () => {
  const two: Interfaces = { eth0: ['192.168.1.2/24', '192.168.1.3/24'] };
  test.for<Row>([
    {
      is: 'the private addresses come in another order',
      from: two,
      to: { eth0: ['192.168.1.3/24', '192.168.1.2/24'] },
    },
    {
      is: 'a privacy address takes the place of another',
      options: { ipv6: 'auto' },
      from: { eth0: [STABLE, TEMP] },
      to: { eth0: [STABLE, seen('2a02:12ab:34c:ef:1:2:3:4/64', 'slaac', 'temporary')] },
    },
  ])('$is', async ({ options, from = two, to }) => {
    const home = openLookout([jobWith(options)], machineWith(from));
    const before = await home.wanted();
    home.become(machineWith(to));
    expect(await home.wanted()).toEqual(before);
  });
});

describe('something to publish where', () => {
  test.for<Row>([
    {
      is: 'the prefix changes',
      to: { eth0: ['198.41.0.4/24', seen('2a02:12ab:9:ef:a00:27ff:fe12:3456/64', 'eui-64')] },
    },
    { is: 'the IPv4 address changes', to: { eth0: ['198.41.0.9/24', STABLE] } },
    {
      is: 'the address is deprecated',
      to: { eth0: ['198.41.0.4/24', seen(`${STABLE.address}/64`, 'eui-64', 'deprecated')] },
    },
    { is: 'all addresses go', to: { eth0: [] } },
    { is: 'the network behind which we are changes', from: behindNat, to: { eth0: ['192.168.2.7/24'] } },
    {
      is: 'another interface has the address by which the service sees us',
      from: { eth0: ['192.168.1.2/24'] },
      to: { wlan0: ['192.168.1.2/24'] },
    },
    {
      is: 'the other interface is the way out, and the service is to see for itself',
      from: { eth0: ['192.168.1.2/24'], wlan0: ['192.168.2.2/24'] },
      to: { wlan0: ['192.168.2.2/24'], eth0: ['192.168.1.2/24'] },
    },
  ])('$is', async ({ options, from = usual, to, published }) => {
    const home = openLookout([jobWith(options)], machineWith(from), published);
    const before = await home.wanted();
    home.become(machineWith(to));
    expect(await home.wanted()).not.toEqual(before);
  });
});
