import { expect, test } from 'vitest';
import { parseOnLinkPrefixes } from '../../../../src/detect/linux/ipv6-route.ts';
import { fixture } from '../fixture.ts';

test.for<{ file: string; networks: readonly string[] }>([
  { file: 'mixed', networks: ['2001:db8:1:2::/64@eth0', 'fd12:3456:789a:1::/64@eth0'] },
  { file: 'dhcpcd', networks: ['2001:db8:1:2::/64@eth0', '2001:db8:1:5::/64@eth1'] },
  { file: 'wg-table-multipath-blackhole', networks: ['2001:db8:1:2::/64@eth0', 'fd12:3456:789a:1::/64@eth0'] },
])(
  'defaults, gateways, rejects, own addresses and link-local networks are no on-link prefixes: $file',
  ({ file, networks }) => {
    const prefixes = parseOnLinkPrefixes(fixture(`linux/ipv6_route.${file}.txt`));
    expect(prefixes.map(({ network, interface: name }) => `${network}@${name}`)).toEqual(networks);
  },
);

test('the networks of several interfaces are told apart', () => {
  const prefixes = parseOnLinkPrefixes(fixture('linux/ipv6_route.two-defaults-pref-high.txt'));
  expect(new Set(prefixes.map(({ interface: name }) => name))).toEqual(new Set(['eth0', 'eth1']));
  expect(new Set(prefixes.map(({ network }) => network)).size).toBe(prefixes.length);
});

const prefix = '2a0212ab034c00ef0000000000000000';
const none = '0'.repeat(32);

test.for<{ is: string; line: string; networks: readonly string[] }>([
  { is: 'a network', line: line(prefix, '40', '00000001', 'eth0'), networks: ['2a02:12ab:34c:ef::/64'] },
  { is: 'one learnt from a router', line: line(prefix, '40', '004c0001', 'eth0'), networks: ['2a02:12ab:34c:ef::/64'] },
  { is: 'one that is down', line: line(prefix, '40', '00000000', 'eth0'), networks: [] },
  { is: 'half of the internet through a tunnel', line: line(none, '01', '00000001', 'tun0'), networks: [] },
  {
    is: 'all unicast addresses through a tunnel',
    line: line(`2${none.slice(1)}`, '03', '00000001', 'tun0'),
    networks: [],
  },
  { is: 'an unreachable network on lo (C12)', line: line(prefix, '38', '00200200', 'lo'), networks: [] },
  { is: 'a network on lo (C12)', line: line(prefix, '40', '00000001', 'lo'), networks: [] },
  { is: 'a short line', line: line(prefix, '40', '00000001', 'eth0').slice(0, 100), networks: [] },
])('$is', ({ line: text, networks }) => {
  expect(parseOnLinkPrefixes(`${text}\n${text}\n`).map(({ network }) => network)).toEqual(networks);
});

function line(destination: string, length: string, flags: string, name: string): string {
  return `${destination} ${length} ${none} 00 ${none} 00000100 00000001 00000000 ${flags} ${name.padStart(8)}`;
}
