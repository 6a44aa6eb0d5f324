import { expect, test } from 'vitest';
import { detectorFor } from '../../../src/detect/detect.ts';
import type { Machine } from '../../../src/machine.ts';
import { fixture } from './fixture.ts';
import { listed, type Played, patience, playedWorld } from './played-world.ts';

const mac = '02:00:5e:10:20:30';

const macos: Played = {
  platform: 'darwin',
  programs: ['ifconfig'],
  prints: () => fixture('macos/ifconfig-L.txt'),
  interfaces: {
    lo0: [listed('127.0.0.1/8'), listed('::1/128')],
    en0: [
      listed('fe80::1c2a:5b3c:7d4e:90ab/64', { mac, scopeid: 11 }),
      listed('2001:db8:450a:e700:1c99:99e2:21d0:79e6/64', { mac }),
      listed('2001:db8:450a:e700:2474:39fd:f5c0:6845/64', { mac }),
      listed('192.0.2.5/24', { mac }),
    ],
  },
};

test('macOS: the flags of ifconfig stand beside the addresses of Node', async () => {
  const world = playedWorld(macos);
  const machine = await detectorFor(world).look(patience);
  expect(world.started).toEqual([['ifconfig', '-L']]);
  expect(machine.addresses).toHaveLength(6);
  expect(find(machine, '2001:db8:450a:e700:1c99:99e2:21d0:79e6')).toEqual({
    interface: 'en0',
    family: 'ipv6',
    address: '2001:db8:450a:e700:1c99:99e2:21d0:79e6',
    prefixLength: 64,
    temporary: false,
    deprecated: false,
    tentative: false,
    duplicate: false,
    detached: false,
    clat: false,
    origin: 'slaac',
    preferredLifetime: 86_205_000,
  });
  expect(find(machine, '2001:db8:450a:e700:2474:39fd:f5c0:6845')).toMatchObject({ temporary: true });
  expect(find(machine, '192.0.2.5')).toMatchObject({ temporary: false, tentative: false, clat: false });
  expect(machine.interfaces).toContainEqual({ name: 'gif0', link: false });
  expect(machine).toMatchObject({ platform: 'darwin', notes: [], blind: { ipv4: null, ipv6: null } });
});

test.for<{ platform: string; file: string; words: readonly string[] }>([
  { platform: 'freebsd', file: 'freebsd/ifconfig-L.12.txt', words: ['-L'] },
  { platform: 'netbsd', file: 'netbsd/ifconfig-L.txt', words: ['-L'] },
  { platform: 'openbsd', file: 'openbsd/ifconfig-egress-inet6.7.0.txt', words: [] },
])('$platform is asked for lifetimes in its own way', async ({ platform, file, words }) => {
  const world = playedWorld({ platform, programs: ['/sbin/ifconfig'], prints: () => fixture(file) });
  expect((await detectorFor(world).look(patience)).notes).toEqual([]);
  expect(world.started).toEqual([['/sbin/ifconfig', ...words]]);
});

test('macOS: an unplugged interface keeps its name and loses its addresses', async () => {
  const unplugged = 'en0: flags=8863<UP,RUNNING> mtu 1500\n\tinet6 2a02:12ab::7 prefixlen 64 \n\tstatus: inactive\n';
  const interfaces = { en0: [listed('2a02:12ab::7/64')] };
  const machine = await detectorFor(playedWorld({ ...macos, interfaces, prints: () => unplugged })).look(patience);
  expect(machine).toMatchObject({ addresses: [], interfaces: [{ name: 'en0', link: false }] });
});

const powershell = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';
const addresses = [
  '2001:db8:1111:1:f1f5:5cbb:f395:6c51/64',
  '2001:db8:1111:1:c1cd:7a44:45a5:58f1/128',
  '2001:db8:1111:1:99:88:77:66/128',
  '2001:db8:1111:1::42/128',
  '192.0.2.17/24',
];

const windows: Played = {
  platform: 'win32',
  programs: [powershell],
  prints: () => fixture('windows/dotnet-pipe-lines.txt'),
  interfaces: {
    以太网: [listed('fe80::f1f5:5cbb:f395:6c51/64', { scopeid: 12 }), ...addresses.map((cidr) => listed(cidr))],
    'Loopback Pseudo-Interface 1': [listed('::1/128')],
  },
};

test('Windows: the numbers of PowerShell stand beside the addresses of Node, whatever the adapter is called (C55)', async () => {
  const machine = await detectorFor(playedWorld(windows)).look(patience);
  expect(find(machine, '2001:db8:1111:1:f1f5:5cbb:f395:6c51')).toMatchObject({
    interface: '以太网',
    temporary: false,
    deprecated: false,
    origin: 'slaac',
    preferredLifetime: 604_617_000,
  });
  expect(find(machine, '2001:db8:1111:1:c1cd:7a44:45a5:58f1')).toMatchObject({ temporary: true, deprecated: false });
  expect(find(machine, '2001:db8:1111:1:99:88:77:66')).toMatchObject({ temporary: true, deprecated: true });
  expect(find(machine, '2001:db8:1111:1::42')).toMatchObject({ temporary: false, origin: 'dhcp' });
  expect(find(machine, '192.0.2.17')).toMatchObject({ temporary: false, tentative: false, duplicate: false });
});

test('Windows: the network of a /128 is that of the address beside it', async () => {
  const machine = await detectorFor(playedWorld(windows)).look(patience);
  expect(machine.onLinkPrefixes).toEqual([{ interface: '以太网', network: '2001:db8:1111:1::/64' }]);
});

test.for<{ state: number; facts: object }>([
  { state: 0, facts: { tentative: false, duplicate: false, deprecated: true } },
  { state: 1, facts: { tentative: true, duplicate: false, deprecated: false } },
  { state: 2, facts: { tentative: false, duplicate: true, deprecated: false } },
  { state: 3, facts: { tentative: false, duplicate: false, deprecated: true } },
  { state: 4, facts: { tentative: false, duplicate: false, deprecated: false } },
])('Windows: state $state of an address (C55)', async ({ state, facts }) => {
  const interfaces = { Ethernet: [listed('2a02:12ab::7/64')] };
  const prints = () => `4|2a02:12ab::7|64|1|1|${state}|4294967295|4294967295|1\r\n`;
  const machine = await detectorFor(playedWorld({ ...windows, interfaces, prints })).look(patience);
  expect(machine.addresses).toMatchObject([{ ...facts, origin: 'manual', preferredLifetime: 'forever' }]);
});

test('Windows: one link-local address on two adapters is told apart by the index', async () => {
  const interfaces = {
    'Wi-Fi': [listed('fe80::7/64', { scopeid: 4 })],
    'vEthernet (WSL)': [listed('fe80::7/64', { scopeid: 23 })],
  };
  const prints = () => '23|fe80::7%23|64|2|4|2|1|1|1\r\n4|fe80::7%4|64|2|4|4|1|1|1\r\n';
  const machine = await detectorFor(playedWorld({ ...windows, interfaces, prints })).look(patience);
  expect(machine.addresses.map(({ interface: name, duplicate }) => [name, duplicate])).toEqual([
    ['Wi-Fi', false],
    ['vEthernet (WSL)', true],
  ]);
});

test('Windows: where calls into .NET are refused, Get-NetIPAddress is asked', async () => {
  const interfaces = { Ethernet: [listed('2001:db8:4380:14b7:e9ed:2362:7268:c42f/128')] };
  const json = fixture('windows/ps51-select-convertto-json-compress.json');
  const prints = (_: string, words: readonly string[]) => (words.at(-1)?.includes('Get-NetIPAddress') ? json : '');
  const world = playedWorld({ ...windows, interfaces, prints });
  const machine = await detectorFor(world).look(patience);
  expect(machine.addresses).toMatchObject([{ temporary: true, deprecated: false, preferredLifetime: 59_399_000 }]);
  expect(machine.notes).toEqual([]);
  expect(world.started.map(([program]) => program)).toEqual([powershell, powershell]);
});

test('Windows: no word of the commands holds a double quote, which every layer below would quote differently', async () => {
  const world = playedWorld({ ...windows, prints: () => '' });
  await detectorFor(world).look(patience);
  expect(world.started).toHaveLength(2);
  expect(JSON.stringify(world.started)).not.toContain('\\"');
});

test.for<{ is: string; played: Played; note: RegExp }>([
  { is: 'macOS without ifconfig', played: { ...macos, programs: [] }, note: /no ifconfig command.*--ipv6/ },
  {
    is: 'macOS with a failing ifconfig',
    played: { ...macos, prints: () => null },
    note: /ifconfig failed \(code 1\).*--ipv6/,
  },
  {
    is: 'macOS with a silent ifconfig',
    played: { ...macos, prints: () => '' },
    note: /ifconfig printed nothing.*--ipv6/,
  },
  { is: 'Windows without PowerShell', played: { ...windows, programs: [] }, note: /no PowerShell.*--ipv6/ },
  {
    is: 'Windows with a failing PowerShell',
    played: { ...windows, prints: () => null },
    note: /PowerShell failed.*--ipv6/,
  },
  {
    is: 'Windows with a PowerShell that talks nonsense',
    played: { ...windows, prints: () => 'nonsense' },
    note: /PowerShell printed no addresses.*--ipv6/,
  },
  { is: 'a system that nobody described', played: { ...macos, platform: 'sunos' }, note: /sunos.*--ipv6/ },
])('flags stay unknown, and a sentence names the tool and the way round: $is', async ({ played, note }) => {
  const machine = await detectorFor(playedWorld(played)).look(patience);
  const global = machine.addresses.filter(({ address }) => address.startsWith('2001:db8:'));
  expect(global.length).toBeGreaterThan(1);
  for (const address of global) {
    expect(address).toMatchObject({ temporary: 'unknown', deprecated: 'unknown', preferredLifetime: 'unknown' });
  }
  expect(machine.notes).toEqual([expect.stringMatching(note)]);
  expect(machine.blind).toEqual({ ipv4: null, ipv6: null });
});

test('where PowerShell says that there is no address, none is taken from Node (C55)', async () => {
  const machine = await detectorFor(playedWorld({ ...windows, prints: () => '' })).look(patience);
  expect(machine.addresses).toEqual([]);
  expect(machine.notes).toEqual([expect.stringMatching(/shows no address.*--ipv4 auto/)]);
});

test('Windows alone has states for IPv4 addresses that only its tool tells', async () => {
  const machine = await detectorFor(playedWorld({ ...windows, programs: [] })).look(patience);
  expect(find(machine, '192.0.2.17')).toMatchObject({ temporary: false, tentative: 'unknown', duplicate: 'unknown' });
});

test('the outgoing interface comes from the kernel here too, so a tunnel of no account is none (C53)', async () => {
  const detector = detectorFor(playedWorld({ ...macos, source: { ipv6: '2001:db8:450a:e700:2474:39fd:f5c0:6845' } }));
  const machine = await detector.ask(await detector.look(patience), { lifetimes: false, outgoing: ['ipv6'] }, patience);
  expect(machine.outgoing).toEqual({ ipv4: 'unknown', ipv6: 'en0' });
});

test.for(['darwin', 'win32', 'sunos'])('%s that refuses its list has no address and two reasons', async (platform) => {
  const machine = await detectorFor(playedWorld({ platform, interfaces: new Error('refused') })).look(patience);
  expect(machine.addresses).toEqual([]);
  expect(machine.blind).toEqual({ ipv4: expect.stringContaining('refused'), ipv6: expect.stringContaining('refused') });
});

function find({ addresses: all }: Machine, address: string) {
  return all.find((candidate) => candidate.address === address);
}
