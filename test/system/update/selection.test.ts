import { expect } from 'vitest';
import { test } from '../../support/fixtures.ts';
import { type Interfaces, machineWith, PFX, type Sighting, STABLE, seen, TEMP } from '../../support/machine.ts';
import { asked, oneLine, stackTrace, update } from '../../support/update-run.ts';

const stable = { ipv6: STABLE.address, ipv6prefix: PFX };
const uniqueLocal = seen('fd12:3456:789a:1::5/64', 'manual');

const orders: readonly (readonly Sighting[])[] = [
  [uniqueLocal, TEMP, STABLE],
  [uniqueLocal, STABLE, TEMP],
  [TEMP, uniqueLocal, STABLE],
  [TEMP, STABLE, uniqueLocal],
  [STABLE, uniqueLocal, TEMP],
  [STABLE, TEMP, uniqueLocal],
];

test.for(orders.map((order) => ({ order })))(
  'the stable address is published in whatever order the system lists them (C01)',
  async ({ order }, { double, home }) => {
    const run = await home.dynv6(update(double, '-6', '-v'), { machine: machineWith({ eth0: order }) });
    expect(run.code).toBe(0);
    expect(asked(double)).toEqual([stable]);
    expect(run.stderr).toMatch(new RegExp(`${TEMP.address}.*temporary`));
    expect(run.stderr).toMatch(new RegExp(`${uniqueLocal.address}.*unique.local`, 'i'));
  },
);

test('a privacy address is published only where it is asked for (C01)', async ({ double, home }) => {
  home.machine(machineWith({ eth0: [uniqueLocal, TEMP] }));
  const run = await home.dynv6(update(double, '-6'));
  expect(run).toEqual({ code: 66, stdout: '', stderr: expect.stringMatching(oneLine('temporary')) });
  expect(double.log).toEqual([]);
  expect((await home.dynv6(update(double, '-6', '--temporary'))).code).toBe(0);
  expect(asked(double)).toEqual([{ ipv6: TEMP.address, ipv6prefix: PFX }]);
});

test('of equals the published one stays, whatever else comes and however they are listed (C03)', async ({
  double,
  home,
}) => {
  const first = seen('2a02:12ab:34c:ef::20/64', 'manual');
  const later = seen('2a02:12ab:34c:ef::10/64', 'manual');
  for (const eth0 of [
    [first, STABLE],
    [STABLE, first],
    [later, STABLE, first],
    [STABLE, later],
  ]) {
    expect((await home.dynv6(update(double, '-6'), { machine: machineWith({ eth0 }) })).code).toBe(0);
  }
  expect(asked(double)).toEqual([
    { ipv6: first.address, ipv6prefix: PFX },
    { ipv6: later.address, ipv6prefix: PFX },
  ]);
});

test('of equals the one that stays preferred for longer is published (C03)', async ({ double, home }) => {
  const old = { ...seen('2a02:12ab:34c:ef::20/64', 'slaac'), preferredLifetime: 3_139_000 };
  const fresh = { ...seen('2a02:12ab:34c:ef::30/64', 'slaac'), preferredLifetime: 5_000_000 };
  await home.dynv6(update(double, '-6'), { machine: machineWith({ eth0: [old, fresh] }) });
  expect(asked(double)).toEqual([{ ipv6: fresh.address, ipv6prefix: PFX }]);
});

interface Refused {
  readonly is: string;
  readonly interfaces: Interfaces;
  readonly options: readonly string[];
  readonly says: string;
}

test.for<Refused>([
  {
    is: 'an address that another host has (C04)',
    interfaces: { eth0: [seen('2a02:12ab:1::1/64', 'manual', 'tentative', 'duplicate')] },
    options: ['-6'],
    says: 'duplicate',
  },
  {
    is: 'an address that is still being checked (C04)',
    interfaces: { eth0: [seen('2a02:12ab:1::9/64', 'manual', 'tentative')] },
    options: ['-6'],
    says: 'tentative',
  },
  {
    is: 'an IPv4 address that CLAT made (C10)',
    interfaces: { clat: [seen('192.0.0.1/32', 'manual')] },
    options: ['-4', '--ipv4', 'interface'],
    says: '192.0.0.1',
  },
  {
    is: 'a Teredo address (C10)',
    interfaces: { teredo: [seen('2001:0:c629:4:2c3b:e562:39d6:fff6/64', 'slaac')] },
    options: ['-6'],
    says: 'Teredo',
  },
  {
    is: 'a 6to4 address (C10)',
    interfaces: { tun6to4: [seen('2002:c629:4::1/16', 'manual')] },
    options: ['-6'],
    says: '6to4',
  },
])('$is alone is not published, and the message says why', async ({ interfaces, options, says }, { double, home }) => {
  const run = await home.dynv6(update(double, ...options), { machine: machineWith(interfaces) });
  expect(run).toEqual({ code: 66, stdout: '', stderr: expect.stringMatching(oneLine(says)) });
  expect(double.log).toEqual([]);
});

interface Published {
  readonly is: string;
  readonly interfaces: Interfaces;
  readonly options?: readonly string[];
  readonly sends: Readonly<Record<string, string>>;
}

test.for<Published>([
  {
    is: 'a good address beside a duplicate one (C04)',
    interfaces: { eth0: [seen('2a02:12ab:1::1/64', 'manual', 'tentative', 'duplicate'), STABLE] },
    sends: stable,
  },
  {
    is: 'an address of a tunnel that only looks like Teredo (C10)',
    interfaces: { 'he-ipv6': ['2001:470:1f0b:12::2/64'] },
    sends: { ipv6: '2001:470:1f0b:12::2', ipv6prefix: '2001:470:1f0b:12::/64' },
  },
  {
    is: "the service's own word for 6to4 (C10)",
    interfaces: { tun6to4: ['2002:c629:4::1/16'] },
    options: ['--ipv6', '6to4'],
    sends: { ipv6: '6to4' },
  },
  {
    is: 'an address that stands under an alias label (C14)',
    interfaces: { eth0: ['192.168.1.2/24', '198.41.0.5/24'] },
    options: ['-4', '--ipv4', 'interface', '-i', 'eth0:1'],
    sends: { ipv4: '198.41.0.5' },
  },
  {
    is: 'an address of a VLAN by the name that ip shows (C14)',
    interfaces: { eth1: ['2a02:12ab:1::7/64'], 'eth0.100': [STABLE] },
    options: ['-i', 'eth0.100@eth0'],
    sends: stable,
  },
  {
    is: 'an address of an interface with odd signs in its name (C14)',
    interfaces: { eth0: ['2a02:12ab:1::7/64'], 'wg-ü#1': [STABLE] },
    options: ['-i', 'wg-ü#1'],
    sends: stable,
  },
  {
    is: 'an address of an interface whose name has 15 letters (C14)',
    interfaces: { eth0: ['2a02:12ab:1::7/64'], abcdefghijklmno: [STABLE] },
    options: ['-i', 'abcdefghijklmno'],
    sends: stable,
  },
])('$is is published', async ({ interfaces, options = [], sends }, { openDouble, home }) => {
  const double = await openDouble({ zones: { 'example.dynv6.net': { ipv4: '198.41.0.4' } } });
  const family = options.includes('-4') ? [] : ['-6'];
  const run = await home.dynv6(update(double, ...family, ...options), { machine: machineWith(interfaces) });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(asked(double)).toEqual([sends]);
});

test('the interface can be the second word (C14)', async ({ double, home }) => {
  home.machine(machineWith({ eth0: ['192.168.1.2/24', '198.41.0.5/24'], eth1: ['198.41.0.6/24'] }));
  await home.dynv6(['--server', double.url, '-4', '--ipv4', 'interface', 'example.dynv6.net', 'eth0']);
  expect(asked(double)).toEqual([{ ipv4: '198.41.0.5' }]);
});

test('a /128 beside a /64: one of the two with the network of the link, the same each time (C05)', async ({
  double,
  home,
}) => {
  const dhcp = seen('2a02:12ab:34c:ef::1a7/128', 'dhcp');
  for (const eth0 of [
    [dhcp, STABLE],
    [STABLE, dhcp],
  ]) {
    await home.dynv6(update(double, '-6', '--force'), { machine: machineWith({ eth0 }) });
  }
  const [one, other, ...more] = asked(double);
  expect(more).toEqual([]);
  expect(one).toEqual(other);
  expect([dhcp.address, STABLE.address]).toContain(one?.['ipv6']);
  expect(one?.['ipv6prefix']).toBe(PFX);
  expect(one?.['ipv6']).not.toContain('/');
});

test('a /128 alone takes the network that its link announces (C05)', async ({ double, home }) => {
  const onLinkPrefixes = [{ interface: 'eth0', network: PFX }];
  home.machine(machineWith({ eth0: [seen('2a02:12ab:34c:ef::1a7/128', 'dhcp')] }, { onLinkPrefixes }));
  await home.dynv6(update(double, '-6'));
  expect(asked(double)).toEqual([{ ipv6: '2a02:12ab:34c:ef::1a7', ipv6prefix: PFX }]);
});

test.for([
  { is: 'alone: its address, and no network', options: [], sends: { ipv6: '2a02:12ab:beef::1:f8' } },
  {
    is: 'with the LAN named: all of the LAN',
    options: ['-i', 'br-lan'],
    sends: { ipv6: '2a02:12ab:34c:ef::1', ipv6prefix: PFX },
  },
  {
    is: 'with the LAN and a length: the delegated network',
    options: ['-i', 'br-lan', '--prefix-length', '56'],
    sends: { ipv6: '2a02:12ab:34c:ef::1', ipv6prefix: '2a02:12ab:34c::/56' },
  },
])("a router's WAN $is (C17)", async ({ options, sends }, { double, home }) => {
  const onLinkPrefixes = [{ interface: 'br-lan', network: PFX }];
  home.machine(
    machineWith(
      { wan: [seen('2a02:12ab:beef::1:f8/128', 'dhcp')], 'br-lan': ['2a02:12ab:34c:ef::1/64'] },
      { onLinkPrefixes },
    ),
  );
  const run = await home.dynv6(update(double, '-6', ...options));
  expect(run.code).toBe(0);
  expect(asked(double)).toEqual([sends]);
});

test.for([
  ['--ipv6', '::ffff:198.41.0.4'],
  ['--ipv6', '::'],
  ['--ipv6', '::1'],
  ['--ipv6', 'fe80::1%eth0'],
  ['--ipv6', '2a02:12ab::1%eth0'],
  ['--ipv4', '0.0.0.0'],
  ['--ipv4', '255.255.255.255'],
  ['--ipv4', '198.41.000.4'],
  ['--ipv4', '192.168.1.1'],
  ['--ipv4', '2a02:12ab::1'],
  ['--ipv6', '198.41.0.4'],
  ['--ipv6', 'fd12::1'],
  ['--ipv6', '2a02:12ab::1/129'],
  ['--prefix', '2a02:12ab::/129'],
  ['--prefix', '2a02:12ab::1/64'],
  ['--prefix-length', '200'],
] as const)('%s %s is refused before anything is sent (C15)', async ([option, value], { double, home }) => {
  const run = await home.dynv6(update(double, option, value));
  expect(run).toEqual({ code: 64, stdout: '', stderr: expect.stringMatching(oneLine(option)) });
  expect(run.stderr).not.toMatch(stackTrace);
  expect(double.log).toEqual([]);
});

test('none of these is ever chosen by detection (C15)', async ({ double, home }) => {
  const eth0 = ['0.0.0.0/0', '255.255.255.255/32', '127.0.0.1/8', '169.254.1.1/16', '100.64.0.1/10'];
  const more = ['::1/128', 'fe80::1/64', 'fd00::1/64', '2001:db8::1/64', 'ff02::1/128', '64:ff9b::1/96'];
  home.machine(machineWith({ eth0: [...eth0, ...more] }));
  expect((await home.dynv6(update(double, '--ipv4', 'interface'))).code).toBe(66);
  expect(double.log).toEqual([]);
});
