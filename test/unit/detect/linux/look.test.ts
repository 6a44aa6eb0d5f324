import { expect, test } from 'vitest';
import { look } from '../../../../src/detect/linux/look.ts';
import type { NodeInterfaces } from '../../../../src/detect/node-list.ts';
import type { Machine, MachineAddress } from '../../../../src/machine.ts';
import { fixture, interfacesFixture } from '../fixture.ts';
import { listed, type Played, playedWorld } from '../played-world.ts';

const stable = '2a02:12ab:34c:ef:a00:27ff:fe12:3456/64';
const temporary = '2a02:12ab:34c:ef:158b:748c:e886:5321/64';
const mac = '08:00:27:12:34:56';

test('the addresses of a real machine are told with the flags that the kernel knows', () => {
  const machine = look(
    playedWorld({
      interfaces: interfacesFixture('linux/os.networkInterfaces.node20.json'),
      files: {
        '/proc/net/if_inet6': fixture('linux/if_inet6.mixed.txt'),
        '/proc/net/ipv6_route': fixture('linux/ipv6_route.mixed.txt'),
      },
    }),
  );
  expect(machine.addresses.map(told)).toEqual([
    '127.0.0.1/8@lo unknown',
    '192.0.2.17/24@eth0 unknown',
    '2001:db8:1:2::8/64@eth0 manual',
    '2001:db8:1:2:5054:ff:fe12:3456/64@eth0 eui-64',
    'fd12:3456:789a:1:c59e:4234:acd4:9bf9/64@eth0 slaac temporary',
    '2001:db8:1:2::7/64@eth0 slaac',
    'fd12:3456:789a:1:5054:ff:fe12:3456/64@eth0 eui-64',
    '::1/128@lo manual',
    '2001:db8:1:2::6/128@eth0 dhcp deprecated',
    '2001:db8:1:2:6d39:f46a:eb96:18e0/64@eth0 slaac temporary',
    '2001:db8:1:2:8409:131e:1dc5:e4a9/64@eth0 slaac temporary',
    '2001:db8:1:2::5/64@eth0 manual',
    'fe80::5054:ff:fe12:3456/64@eth0 eui-64',
    '2001:db8:1:2::1/64@eth0 manual duplicate',
  ]);
  expect(machine.onLinkPrefixes).toEqual([
    { interface: 'eth0', network: '2001:db8:1:2::/64' },
    { interface: 'eth0', network: 'fd12:3456:789a:1::/64' },
  ]);
  expect(machine.blind).toEqual({ ipv4: null, ipv6: null });
  expect(machine.notes).toEqual([]);
});

test('what nobody can tell for nothing stays unknown', () => {
  const [address, machine] = only({ eth0: [listed(stable, { mac })] }, [[stable, '00']]);
  expect(address).toEqual({
    interface: 'eth0',
    family: 'ipv6',
    address: '2a02:12ab:34c:ef:a00:27ff:fe12:3456',
    prefixLength: 64,
    temporary: false,
    deprecated: false,
    tentative: false,
    duplicate: false,
    detached: false,
    clat: false,
    origin: 'eui-64',
    preferredLifetime: 'unknown',
  });
  expect(machine.outgoing).toEqual({ ipv4: 'unknown', ipv6: 'unknown' });
  expect(machine.onLinkPrefixes).toBe('unknown');
});

test.for<{ is: string; flags: string; told: string }>([
  { is: 'pending duplicate detection (C04)', flags: '40', told: 'eui-64 tentative' },
  { is: 'lost duplicate detection (C04)', flags: 'c8', told: 'manual duplicate' },
  { is: 'optimistic duplicate detection', flags: '44', told: 'eui-64 tentative' },
  { is: 'a deprecated privacy address', flags: '21', told: 'slaac temporary deprecated' },
])('the flags tell of $is', ({ flags, told: words }) => {
  expect(told(only({ eth0: [listed(stable, { mac })] }, [[stable, flags]])[0])).toBe(`${stable}@eth0 ${words}`);
});

test.for<{ is: string; cidr: string; name: string; clat: boolean }>([
  { is: "clatd's own interface (C10)", cidr: '192.0.0.1/32', name: 'clat', clat: true },
  { is: "Android's translating interface", cidr: '10.0.0.4/32', name: 'v4-wlan0', clat: true },
  { is: 'the IPv6 side of it', cidr: '2a02:12ab::c1a7/128', name: 'clat', clat: true },
  { is: 'an address for it under another name', cidr: '192.0.0.2/29', name: 'tun0', clat: true },
  { is: 'the dummy address beyond that block', cidr: '192.0.0.8/32', name: 'tun0', clat: false },
  { is: 'a tunnel (C10)', cidr: '2001:470:1f0b:12::2/64', name: 'he-ipv6', clat: false },
])('464XLAT is told by name and by address: $is', ({ cidr, name, clat }) => {
  expect(only({ [name]: [listed(cidr)] }, [])[0].clat).toBe(clat);
});

test('a cable that was pulled out takes the addresses away and leaves the interface (C13)', () => {
  const machine = lookAt({ wlan0: [listed(stable)] }, [
    ['2a02:12ab:1::5/64', '82', 'eth0'],
    [stable, '00', 'wlan0'],
  ]);
  expect(machine.addresses.map(told)).toEqual([`${stable}@wlan0 slaac`]);
  expect(machine.interfaces).toEqual([
    { name: 'eth0', link: false },
    { name: 'wlan0', link: true },
  ]);
});

test.for<{ is: string; carrier: Played['files']; link: boolean | 'unknown' }>([
  { is: 'a bridge port', carrier: { '/sys/class/net/veth1/carrier': '1\n' }, link: true },
  { is: 'a socket without a plug', carrier: { '/sys/class/net/veth1/carrier': '0\n' }, link: false },
  { is: 'one that is not up', carrier: { '/sys/class/net/veth1/carrier': { code: 'EINVAL' } }, link: false },
  { is: 'one that another namespace shows', carrier: {}, link: 'unknown' },
])('an interface without an address is there all the same: $is', ({ carrier, link }) => {
  const devices = 'Inter-| Receive\n face |bytes packets\n    lo: 1 2\nveth1:1234567 8\n';
  const machine = look(playedWorld({ files: { '/proc/net/dev': devices, ...carrier } }));
  expect(machine.interfaces).toContainEqual({ name: 'veth1', link });
});

test('an alias label belongs to its interface (C14)', () => {
  const machine = look(
    playedWorld({ interfaces: interfacesFixture('linux/os.networkInterfaces.alias-and-vpn.node20.json') }),
  );
  expect(machine.addresses.filter(({ family }) => family === 'ipv4').map(told)).toEqual([
    '127.0.0.1/8@lo unknown',
    '192.0.2.17/24@eth0 unknown',
    '192.0.2.18/24@eth0 unknown',
    '10.9.0.2/32@wg0 unknown',
  ]);
  expect(machine.interfaces.map(({ name }) => name)).toEqual(['lo', 'eth0', 'wg0']);
});

test('the two ends of a point-to-point line are not mixed up (C08)', () => {
  const machine = lookAt({ ppp0: [listed('198.41.0.4/32'), listed('2a02:12ab:9::3/64')] }, [
    ['2a02:12ab:9::3/64', '82', 'ppp0'],
  ]);
  expect(machine.addresses.map(told)).toEqual(['198.41.0.4/32@ppp0 unknown', '2a02:12ab:9::3/64@ppp0 manual']);
});

test('the routing table is read only where an address does not tell its own network (C05)', () => {
  const dhcp = '2a02:12ab:34c:ef::1a7/128';
  const route = `${digits('2a02:12ab:34c:ef::')} 40 ${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00000100 00000001 00000000 00400001     eth0\n`;
  const files = { '/proc/net/ipv6_route': route };
  const prefixes = [{ interface: 'eth0', network: '2a02:12ab:34c:ef::/64' }];
  expect(lookAt({ eth0: [listed(dhcp)] }, [[dhcp, '00']], files).onLinkPrefixes).toEqual(prefixes);
  expect(lookAt({ eth0: [listed(stable)] }, [[stable, '00']], files).onLinkPrefixes).toBe('unknown');
  expect(lookAt({ lo: [listed('::1/128')] }, [['::1/128', '80', 'lo']], files).onLinkPrefixes).toBe('unknown');
  expect(lookAt({ eth0: [listed(dhcp)] }, [[dhcp, '00']]).onLinkPrefixes).toBe('unknown');
});

test('an address that the kernel has not written down yet has unknown flags', () => {
  const machine = lookAt({ eth0: [listed(stable, { mac }), listed(temporary, { mac })] }, [[stable, '00']]);
  expect(machine.addresses).toHaveLength(2);
  expect(machine.addresses.find(({ origin }) => origin === 'unknown')).toMatchObject({
    address: '2a02:12ab:34c:ef:158b:748c:e886:5321',
    temporary: 'unknown',
    deprecated: 'unknown',
    tentative: 'unknown',
  });
});

test.for<{ is: string; files: Played['files']; reason: RegExp | null }>([
  { is: 'a kernel without IPv6', files: {}, reason: /no IPv6/ },
  {
    is: 'IPv6 that is switched off',
    files: { '/proc/net/if_inet6': '', '/proc/sys/net/ipv6/conf/all/disable_ipv6': '1\n' },
    reason: /switched off/,
  },
  {
    is: 'IPv6 that has no address',
    files: { '/proc/net/if_inet6': '', '/proc/sys/net/ipv6/conf/all/disable_ipv6': '0\n' },
    reason: null,
  },
])('the family that cannot be looked at has its reason: $is', ({ files, reason }) => {
  const machine = look(playedWorld({ interfaces: { eth0: [listed('198.41.0.4/24')] }, files: files ?? {} }));
  expect(machine.blind.ipv4).toBeNull();
  if (reason === null) expect(machine.blind.ipv6).toBeNull();
  else expect(machine.blind.ipv6).toMatch(reason);
});

test('flags that the system hides are unknown, and a sentence names the way round', () => {
  const files = { '/proc/net/if_inet6': { code: 'EACCES' } };
  const machine = look(playedWorld({ interfaces: { eth0: [listed(stable)] }, files }));
  expect(machine.addresses).toMatchObject([{ temporary: 'unknown', deprecated: 'unknown', duplicate: 'unknown' }]);
  expect(machine.blind).toEqual({ ipv4: null, ipv6: null });
  expect(machine.notes).toEqual([expect.stringMatching(/if_inet6.*EACCES.*--ipv6/)]);
});

test('Android refuses both lists: no address, two reasons, nothing thrown (C56)', () => {
  const error = new Error('A system error occurred: uv_interface_addresses returned Unknown system error 13');
  const refused = { code: 'EACCES' };
  const files = { '/proc/net/if_inet6': refused, '/proc/net/dev': refused, '/proc/net/ipv6_route': refused };
  const machine = look(playedWorld({ platform: 'android', interfaces: error, files }));
  expect(machine).toMatchObject({ platform: 'android', interfaces: [], addresses: [] });
  expect(machine.blind.ipv4).toMatch(/Unknown system error 13/);
  expect(machine.blind.ipv6).toMatch(/Unknown system error 13/);
});

test('where only Node is refused its list, the kernel still tells of IPv6', () => {
  const files = { '/proc/net/if_inet6': kernelLines([[stable, '00']]), '/sys/class/net/eth0/carrier': '1\n' };
  const machine = look(playedWorld({ interfaces: new Error('refused'), files }));
  expect(machine.addresses.map(told)).toEqual([`${stable}@eth0 slaac`]);
  expect(machine.interfaces).toEqual([{ name: 'eth0', link: true }]);
  expect(machine.blind).toEqual({ ipv4: expect.stringContaining('refused'), ipv6: null });
});

type Kernel = readonly (readonly [cidr: string, flags: string, name?: string])[];

function lookAt(interfaces: NodeInterfaces, kernel: Kernel, files: Played['files'] = {}): Machine {
  return look(playedWorld({ interfaces, files: { '/proc/net/if_inet6': kernelLines(kernel), ...files } }));
}

function only(interfaces: NodeInterfaces, kernel: Kernel): readonly [MachineAddress, Machine] {
  const machine = lookAt(interfaces, kernel);
  const [address] = machine.addresses;
  if (address === undefined) throw new Error('no address');
  return [address, machine];
}

function kernelLines(kernel: Kernel): string {
  return kernel
    .map(([cidr, flags, name = 'eth0']) => {
      const [address = '', length] = cidr.split('/');
      return `${digits(address)} 03 ${Number(length).toString(16).padStart(2, '0')} 00 ${flags} ${name.padStart(8)}\n`;
    })
    .join('');
}

function digits(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = (text: string | undefined) => (text ? text.split(':') : []).map((group) => group.padStart(4, '0'));
  const zeros = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  return [...groups(head), ...Array.from({ length: zeros }, () => '0000'), ...groups(tail)].join('');
}

/** `ADDRESS/LENGTH@INTERFACE ORIGIN` and what is true of it. */
function told({ interface: name, address, prefixLength, origin, ...facts }: MachineAddress): string {
  const words = (['temporary', 'deprecated', 'tentative', 'duplicate'] as const).filter((word) => facts[word] === true);
  return [`${address}/${prefixLength}@${name}`, origin, ...words].join(' ');
}
