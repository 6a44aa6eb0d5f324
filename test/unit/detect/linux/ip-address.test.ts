import { expect, test } from 'vitest';
import type { DescribedAddress } from '../../../../src/detect/facts.ts';
import { parseIpJson, parseIpText } from '../../../../src/detect/linux/ip-address.ts';
import { fixture } from '../fixture.ts';

const plain: DescribedAddress = {
  interface: 'eth0',
  address: '',
  temporary: false,
  deprecated: false,
  tentative: false,
  duplicate: false,
  detached: false,
  clat: 'unknown',
  origin: 'unknown',
  preferredLifetime: 'forever',
};

const router: readonly DescribedAddress[] = [
  { ...plain, address: '2001:db8:1:2::5', origin: 'manual' },
  { ...plain, address: '2001:db8:1:2::d', origin: 'dhcp', preferredLifetime: 1_798_000 },
  {
    ...plain,
    address: 'fd12:3456:789a:1:c0c1:fd2:8735:fc94',
    temporary: true,
    origin: 'slaac',
    preferredLifetime: 3_599_000,
  },
  { ...plain, address: 'fd12:3456:789a:1:59f:678d:9441:f1be', origin: 'slaac', preferredLifetime: 3_599_000 },
  {
    ...plain,
    address: '2001:db8:1:2:c68f:7390:1a44:cf00',
    temporary: true,
    origin: 'slaac',
    preferredLifetime: 3_599_000,
  },
  { ...plain, address: '2001:db8:1:2:f519:3167:efde:6cc2', origin: 'slaac', preferredLifetime: 3_599_000 },
  { ...plain, address: 'fe80::aa43:14d1:b3e6:d542' },
];

test.for([
  'ip-j-addr-dev-eth0.v4.14.0.json',
  'ip-j-addr-dev-eth0.v4.20.0.json',
  'ip-j-addr-dev-eth0.v5.5.0.json',
  'ip-j-addr-dev-eth0.v5.15.0.json',
  'ip-j-addr-dev-eth0.v6.4.0.json',
  'ip-j-addr-dev-eth0.v7.1.0.json',
  'ip-j-addr.v4.14.0.json',
  'ip-j-addr.v4.20.0.json',
  'ip-j-addr.v5.5.0.json',
  'ip-j-addr.v5.15.0.json',
  'ip-j-addr.v6.4.0.json',
  'ip-j-addr.v7.1.0.json',
])('every release of iproute2 tells the same in JSON: %s', (file) => {
  expect(parseIpJson(fixture(`linux/${file}`))?.filter(({ interface: name }) => name === 'eth0')).toEqual(router);
});

test.for(['ip-o-6-addr.v7.1.0.txt', 'ip-6-addr.v7.1.0.txt'])('and the same as text: %s', (file) => {
  expect(parseIpText(fixture(`linux/${file}`)).filter(({ interface: name }) => name === 'eth0')).toEqual(router);
});

test('the first document of a batch is read as the others are', () => {
  const [first = ''] = fixture('linux/ip-j-6-batch-addr-route.v7.1.0.ndjson').split('\n');
  expect(parseIpJson(first)?.filter(({ interface: name }) => name === 'eth0')).toEqual(router);
});

const host: readonly DescribedAddress[] = [
  {
    ...plain,
    address: '2001:db8:1:2:8409:131e:1dc5:e4a9',
    temporary: true,
    origin: 'slaac',
    preferredLifetime: 85_899_000,
  },
  { ...plain, address: '2001:db8:1:2::8', origin: 'manual' },
  { ...plain, address: '2001:db8:1:2::1', duplicate: true, origin: 'manual' },
  { ...plain, address: '2001:db8:1:2::7', preferredLifetime: 1_797_000 },
  { ...plain, address: '2001:db8:1:2::6', deprecated: true, origin: 'dhcp', preferredLifetime: 0 },
  { ...plain, address: '2001:db8:1:2::5', origin: 'manual' },
];

test.for(['busybox-ip-o-6-addr.1.35.txt', 'busybox-ip-addr.1.35.txt', 'ip-addr.6.1.txt'])(
  'busybox and iproute2 tell the same, each in its words: %s',
  (file) => {
    const rows = parseIpText(fixture(`linux/${file}`)).filter(({ interface: name }) => name === 'eth0');
    expect(rows.slice(0, host.length)).toEqual(host);
  },
);

test('iproute2 6.1 tells in JSON what it tells as text', () => {
  const rows = parseIpJson(fixture('linux/ip-j-addr.iproute2-6.1.json'));
  expect(rows?.filter(({ interface: name }) => name === 'eth0').slice(0, host.length)).toEqual(host);
});

test('a lost duplicate detection is not a pending one (C04)', () => {
  const rows = parseIpText(fixture('linux/ip-6-addr.tentative.6.1.txt'));
  const tentative = rows.filter((row) => row.tentative).map(({ address }) => address);
  expect(tentative).toEqual([
    '2001:db8:1:2:8409:131e:1dc5:e4a9',
    '2001:db8:1:2::8',
    '2001:db8:1:2::6',
    '2001:db8:1:2::5',
  ]);
  expect(rows.filter((row) => row.duplicate).map(({ address }) => address)).toEqual(['2001:db8:1:2::1']);
});

const dhcpcd: readonly DescribedAddress[] = [
  {
    address: '2001:db8:1:5:86ec:c3a8:7474:c094',
    temporary: true,
    origin: 'slaac' as const,
    preferredLifetime: 7_195_000,
  },
  { address: '2001:db8:1:5:fd3c:933:7648:d5ca', origin: 'slaac' as const, preferredLifetime: 7_195_000 },
  { address: '2001:db8:1:5::1e0d', origin: 'dhcp' as const, preferredLifetime: 7_190_000 },
  { address: 'fe80::5054:ff:feab:cdef' },
].map((differing) => ({ ...plain, interface: 'eth1', ...differing }));

test("dhcpcd's addresses are told by their marks, and the parent is no part of a name (C14)", () => {
  expect(parseIpJson(fixture('linux/ip-j-6-addr.dhcpcd-slaac-private-dhcpv6.v7.1.0.json'))).toEqual(dhcpcd);
  expect(parseIpText(fixture('linux/ip-addr.dhcpcd-slaac-private-dhcpv6.v7.1.0.txt'))).toEqual(dhcpcd);
});

test('a prefix that its router took back is deprecated', () => {
  const rows = parseIpJson(fixture('linux/ip-j-addr-dev.stable-privacy-deprecated.6.1.json'));
  expect(rows?.find(({ deprecated }) => deprecated)).toEqual({
    ...plain,
    interface: 'eth1',
    address: '2001:db8:1:3:2d9a:4940:e8b8:f2bb',
    deprecated: true,
    origin: 'slaac',
    preferredLifetime: 0,
  });
});

test('busybox prints the flags that it has no word for as a number', () => {
  const rows = parseIpText(fixture('linux/busybox-ip-6-addr.stable-privacy.1.35.txt'));
  expect(rows.map(({ interface: name, temporary, preferredLifetime }) => [name, temporary, preferredLifetime])).toEqual(
    [
      ['eth1', true, 3_597_000],
      ['eth1', false, 3_597_000],
      ['eth1', false, 2_000],
      ['eth1', false, 'forever'],
    ],
  );
});

test("of a point-to-point address the peer's is no address of ours (C08)", () => {
  const line =
    '7: ppp0    inet6 2a02:12ab:9::3 peer 2a02:12ab:9:1::1/128 scope global dynamic \\       valid_lft 7200sec preferred_lft 3600sec';
  expect(parseIpText(line)).toEqual([
    { ...plain, interface: 'ppp0', address: '2a02:12ab:9::3', origin: 'dhcp', preferredLifetime: 3_600_000 },
  ]);
});

test.for(['', 'Usage: ip …', '[{"ifname":"eth0"', '{"ifname":"eth0"}', '[{"blackhole","dst":"::/0"}]'])(
  'what is not one whole list is no JSON of ip: %s',
  (text) => {
    expect(parseIpJson(text)).toBeNull();
  },
);

test.for([
  '[]',
  '[{},null,7,[]]',
  '[{"ifname":"eth0"}]',
  '[{"ifname":"eth0","addr_info":[{},null,{"local":7},{"local":"198.41.0.4"}]}]',
  '[{"addr_info":[{"local":"2a02::1"}]}]',
])('objects without a name or an address are passed over: %s', (text) => {
  expect(parseIpJson(text)).toEqual([]);
});
