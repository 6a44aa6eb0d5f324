import { expect, test } from 'vitest';
import { linuxDetector } from '../../../../src/detect/linux/detect.ts';
import type { Questions } from '../../../../src/machine.ts';
import { fixture, interfacesFixture } from '../fixture.ts';
import { listed, type Played, type PlayedWorld, patience, playedWorld } from '../played-world.ts';

const nothing: Questions = { lifetimes: false, outgoing: [] };

const played: Played = {
  interfaces: interfacesFixture('linux/os.networkInterfaces.node20.json'),
  files: { '/proc/net/if_inet6': fixture('linux/if_inet6.mixed.txt') },
  programs: ['ip'],
};

test('a look starts no process', async () => {
  const world = playedWorld(played);
  await linuxDetector(world).look(patience);
  expect(world.started).toEqual([]);
});

test('without a question the picture stays as it is', async () => {
  const world = playedWorld(played);
  const machine = await linuxDetector(world).look(patience);
  expect(await linuxDetector(world).ask(machine, nothing, patience)).toEqual(machine);
  expect(world.started).toEqual([]);
});

test("iproute2's lifetimes are filled in, and the flags stay the kernel's", async () => {
  const world = playedWorld({ ...played, prints: () => fixture('linux/ip-j-addr.iproute2-6.1.json') });
  const before = await linuxDetector(world).look(patience);
  const after = await linuxDetector(world).ask(before, { ...nothing, lifetimes: true }, patience);
  expect(lifetimes(after)).toMatchObject({
    '192.0.2.17': 'unknown',
    '2001:db8:1:2:8409:131e:1dc5:e4a9': 85_899_000,
    '2001:db8:1:2::5': 'forever',
    '2001:db8:1:2::6': 0,
  });
  expect(after.addresses.map((address) => ({ ...address, preferredLifetime: 'unknown' }))).toEqual(before.addresses);
  expect(world.started).toEqual([['ip', '-j', '-6', 'addr']]);
});

test.for<{ is: string; json: string | null }>([
  { is: 'busybox, which knows no -j', json: null },
  { is: 'a release that prints what is no JSON', json: '[{"blackhole","dst":' },
])('text is asked for where JSON is not to be had: $is', async ({ json }) => {
  const text = fixture('linux/busybox-ip-o-6-addr.1.35.txt');
  const world = playedWorld({ ...played, prints: (_, words) => (words.includes('-j') ? json : text) });
  const after = await lifetimesAsked(world);
  expect(lifetimes(after)).toMatchObject({ '2001:db8:1:2::7': 1_797_000, '2001:db8:1:2::8': 'forever' });
  expect(world.started.at(-1)).toEqual(['ip', '-o', '-6', 'addr']);
  expect(after.notes).toEqual([]);
});

test('a failing ip leaves lifetimes unknown, and a sentence names the way round', async () => {
  const after = await lifetimesAsked(playedWorld(played));
  expect(lifetimes(after)['2001:db8:1:2::7']).toBe('unknown');
  expect(after.notes).toEqual([expect.stringMatching(/^ip failed \(code 1\): .*--ipv6/)]);
});

test('so does a missing one', async () => {
  const after = await lifetimesAsked(playedWorld({ ...played, programs: [] }));
  expect(after.notes).toEqual([expect.stringMatching(/no ip command.*--ipv6/)]);
});

test('ip is found where the search path of cron does not reach', async () => {
  const world = playedWorld({ ...played, programs: ['/usr/sbin/ip'], prints: () => '[]' });
  await lifetimesAsked(world);
  expect(world.started).toEqual([['/usr/sbin/ip', '-j', '-6', 'addr']]);
});

test('flags that the kernel hid are filled in', async () => {
  const hidden = { ...played, files: { '/proc/net/if_inet6': { code: 'EACCES' } } };
  const after = await lifetimesAsked(
    playedWorld({ ...hidden, prints: () => fixture('linux/ip-j-addr.iproute2-6.1.json') }),
  );
  expect(after.addresses.find(({ address }) => address === '2001:db8:1:2::6')).toMatchObject({
    temporary: false,
    deprecated: true,
    tentative: false,
    duplicate: false,
    origin: 'dhcp',
    preferredLifetime: 0,
  });
});

test.for<{ is: string; source: Played['source']; outgoing: string | null }>([
  { is: 'the interface that has the source address', source: { ipv6: '2a02:12ab:77::2' }, outgoing: 'wg0' },
  { is: 'no interface where there is no route', source: { ipv6: null }, outgoing: null },
  { is: 'unknown where the address is of none of them', source: { ipv6: '2a02:12ab::99' }, outgoing: 'unknown' },
  { is: 'unknown where two of them have it', source: { ipv6: '2a02:12ab::2' }, outgoing: 'unknown' },
  { is: 'unknown where the kernel does not say', source: {}, outgoing: 'unknown' },
])('the outgoing interface is $is', async ({ source, outgoing }) => {
  const interfaces = {
    eth0: [listed('2a02:12ab::1/64'), listed('2a02:12ab::2/64')],
    eth1: [listed('2a02:12ab::2/64')],
    wg0: [listed('2a02:12ab:77::2/128')],
  };
  const detector = linuxDetector(playedWorld({ interfaces, source: source ?? {} }));
  const machine = await detector.ask(await detector.look(patience), { ...nothing, outgoing: ['ipv6'] }, patience);
  expect(machine.outgoing).toEqual({ ipv4: 'unknown', ipv6: outgoing });
});

async function lifetimesAsked(world: PlayedWorld) {
  const detector = linuxDetector(world);
  return await detector.ask(await detector.look(patience), { ...nothing, lifetimes: true }, patience);
}

function lifetimes({ addresses }: Awaited<ReturnType<typeof lifetimesAsked>>) {
  return Object.fromEntries(addresses.map(({ address, preferredLifetime }) => [address, preferredLifetime]));
}
