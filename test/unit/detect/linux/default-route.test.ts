import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIpv4DefaultRoute, parseIpv6DefaultRoute } from '../../../../src/detect/linux/default-route.ts';

const nowhere = '0'.repeat(32);
const router = 'fe80000000000000505400fffe000001';

function ipv6(nextHop: string, metric: string, flags: string, name: string, length = '00'): string {
  return `${nowhere} ${length} ${nowhere} 00 ${nextHop} ${metric} 00000001 00000000 ${flags} ${name.padStart(8)}`;
}

describe('the IPv6 default route', () => {
  test.for([
    [
      'the one that leads out, not one that rejects (C12)',
      [
        ipv6(nowhere, '00000200', '00200200', 'lo'),
        ipv6(router, '00000400', '00000003', 'eth0'),
        ipv6(nowhere, 'ffffffff', '00200200', 'lo'),
      ],
      'eth0',
    ],
    ['a tunnel without a next hop (C12)', [ipv6(nowhere, '00000400', '00000001', 'he-ipv6')], 'he-ipv6'],
    [
      'the lowest metric',
      [ipv6(router, '00000400', '00450003', 'eth0'), ipv6(router, '00000064', '00000003', 'eth1')],
      'eth1',
    ],
    [
      'the higher preference of the router',
      [ipv6(router, '00000400', '00450003', 'eth0'), ipv6(router, '00000400', '08450003', 'eth1')],
      'eth1',
    ],
    [
      'any before the lowest preference of the router',
      [ipv6(router, '00000400', '18450003', 'eth0'), ipv6(router, '00000400', '00450003', 'eth1')],
      'eth1',
    ],
    ['no half of the internet', [ipv6(nowhere, '00000400', '00000001', 'tun0', '01')], null],
    ['none where there is none', [ipv6(nowhere, 'ffffffff', '00200200', 'lo')], null],
  ] as const)('is %s', ([, rows, name]) => {
    expect(parseIpv6DefaultRoute(`${rows.join('\n')}\n`)).toBe(name);
  });
});

describe('the IPv4 default route', () => {
  const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT   ';
  const row = (name: string, destination: string, gateway: string, flags: string, metric: number, mask: string) =>
    [name, destination, gateway, flags, '0', '0', metric, mask, '0', '0', '0   '].join('\t');

  test.for([
    [
      'that with mask zero and the lowest metric (C11)',
      [
        row('tun0', '00000000', '00000000', '0001', 0, '00000080'),
        row('tun0', '00000080', '00000000', '0001', 0, '00000080'),
        row('wlan0', '00000000', '010229C6', '0003', 600, '00000000'),
        row('eth0', '00000000', '010029C6', '0003', 100, '00000000'),
      ],
      'eth0',
    ],
    ['one without a gateway', [row('ppp0', '00000000', '00000000', '0001', 0, '00000000')], 'ppp0'],
    ['none that rejects', [row('*', '00000000', '00000000', '0201', 0, '00000000')], null],
    ['none where there is none', [row('eth0', '000029C6', '00000000', '0001', 0, '00FFFFFF')], null],
  ] as const)('is %s', ([, rows, name]) => {
    expect(parseIpv4DefaultRoute([head, ...rows, ''].join('\n'))).toBe(name);
  });
});

test('no text makes them throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect([parseIpv4DefaultRoute(text), parseIpv6DefaultRoute(text)]).toHaveLength(2);
    }),
  );
});
