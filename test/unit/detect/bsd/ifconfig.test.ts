import { expect, test } from 'vitest';
import { factsOf } from '../../../../src/detect/bsd/facts.ts';
import { parseIfconfig } from '../../../../src/detect/bsd/ifconfig.ts';
import { fixture } from '../fixture.ts';

const freebsdMac = '52:54:00:9f:c5:32';

test.for<{ file: string; platform: string; mac?: string; told: readonly string[] }>([
  {
    file: 'macos/ifconfig-L.txt',
    platform: 'darwin',
    told: [
      '::1@lo0 manual forever',
      'fe80::1@lo0 unknown forever',
      'fe80::1c2a:5b3c:7d4e:90ab@en0 unknown forever',
      '2001:db8:450a:e700:1c99:99e2:21d0:79e6@en0 slaac 86205000',
      '2001:db8:450a:e700:808d:d894:e4db:157e@en0 slaac 0 temporary deprecated',
      '2001:db8:450a:e700:2474:39fd:f5c0:6845@en0 slaac 76882000 temporary',
      '2001:db8:450a:e700::8076@en0 dhcp 78010000',
      'fd12:3456:789a:3:837:e1c7:4895:269e@en0 slaac 1800000 tentative',
      '2001:db8:450a:e700::100@en0 manual forever duplicate',
      'fe80::3af9:d3ff:fe69:1732@utun3 unknown forever',
      'fd12:3456:789a:64::146@utun3 manual forever',
    ],
  },
  {
    file: 'freebsd/ifconfig-L.12.txt',
    platform: 'freebsd',
    mac: freebsdMac,
    told: [
      'fe80::5054:ff:fe9f:c532@em0 eui-64 forever',
      '2001:db8:450a:e723:5054:ff:fe9f:c532@em0 eui-64 86114000',
      '2001:db8:450a:e723:b4c1:7f0e:1d2c:3e4f@em0 slaac 76882000 temporary',
      '2001:db8:450a:e723:11aa:22bb:33cc:44dd@em0 slaac 0 temporary deprecated',
      '2001:db8:450a:e723::53@em0 manual forever',
      '::1@lo0 manual forever',
      'fe80::1@lo0 unknown forever',
    ],
  },
  {
    file: 'openbsd/ifconfig-egress-inet6.7.0.txt',
    platform: 'openbsd',
    told: [
      'fe80::5054:ff:fe79:3b4d@vio0 unknown forever',
      '2001:db8:7401:8c01:25f9:5be9:8daa:f2d5@vio0 slaac 604554000',
      '2001:db8:7401:8c01:8b1f:e3eb:c78d:77f4@vio0 slaac 0 temporary deprecated',
      '2001:db8:7401:8c01:739b:2a15:122e:6f6b@vio0 slaac 48768000 temporary',
    ],
  },
  {
    file: 'openbsd/ifconfig.6.x-autoconfprivacy.txt',
    platform: 'openbsd',
    mac: '52:54:00:2c:4a:41',
    told: [
      'fe80::5054:ff:fe2c:4a41@em0 eui-64 forever',
      '2001:db8:1000:3100:5054:ff:fe2c:4a41@em0 eui-64 604729000',
      '2001:db8:1000:3100:dead:beef:df24:1@em0 slaac 18185000 temporary',
    ],
  },
  {
    file: 'netbsd/ifconfig-L.txt',
    platform: 'netbsd',
    mac: '52:54:00:a1:64:d8',
    told: [
      'fe80::acd1:3989:180e:fde0@wm0 unknown forever',
      '2001:db8:7:8:5054:ff:fea1:64d8@wm0 eui-64 604100000',
      '2001:db8:7:8::25@wm0 unknown 0 temporary? deprecated',
    ],
  },
])('each system says it in its own words: $file', ({ file, platform, mac = null, told }) => {
  expect(describe(fixture(file), platform, mac)).toEqual(told);
});

test.for<{ is: string; line: string; platform?: string; told: readonly string[] }>([
  {
    is: 'a prefix whose router is gone (C53)',
    line: 'inet6 2a02:12ab:111:10::7 prefixlen 64 detached autoconf secured pltime 1800 vltime 1800 ',
    told: ['2a02:12ab:111:10::7@en0 slaac 1800000 detached'],
  },
  {
    is: 'optimistic detection',
    line: 'inet6 2a02:12ab::7 prefixlen 64 optimistic autoconf secured pltime 1800 vltime 1800 ',
    told: ['2a02:12ab::7@en0 slaac 1800000 tentative'],
  },
  {
    is: 'a lifetime that is over before the kernel has said so',
    line: 'inet6 2a02:12ab::7 prefixlen 64 autoconf secured pltime 0 vltime 1800 ',
    told: ['2a02:12ab::7@en0 slaac 0 deprecated'],
  },
  {
    is: '464XLAT as a flag',
    line: 'inet6 2a02:12ab::c1a7 prefixlen 64 autoconf secured clat46 pltime 1800 vltime 1800 ',
    told: ['2a02:12ab::c1a7@en0 slaac 1800000 clat'],
  },
  {
    is: '464XLAT as a line of its own',
    line: 'inet6 2a02:12ab::c1a7 prefixlen 64 clat46\n\tnat64 prefix 64:ff9b:: prefixlen 96',
    told: ['2a02:12ab::c1a7@en0 manual forever clat'],
  },
  {
    is: "macOS's and FreeBSD's arrow (C08)",
    line: 'inet6 2a02:12ab:9::3 --> 2a02:12ab:9:1::1 prefixlen 128 ',
    told: ['2a02:12ab:9::3@en0 manual forever'],
  },
  {
    is: "NetBSD's arrow (C08)",
    line: 'inet6 2a02:12ab:9::3 -> 2a02:12ab:9:1::1 prefixlen 128',
    platform: 'netbsd',
    told: ['2a02:12ab:9::3@en0 manual forever'],
  },
  { is: 'an IPv4 line (C08)', line: 'inet 198.41.0.4 --> 198.41.0.1 netmask 0xffffffff', told: [] },
  {
    is: 'one endless and one finite lifetime on FreeBSD',
    line: 'inet6 2a02:12ab::7 prefixlen 64 pltime infty 0 vltime 7200 vhid 1',
    platform: 'freebsd',
    told: ['2a02:12ab::7@en0 manual forever'],
  },
  {
    is: 'a DHCPv6 client of FreeBSD, which leaves no mark',
    line: 'inet6 2a02:12ab::7 prefixlen 128 pltime 3600 vltime 7200',
    platform: 'freebsd',
    told: ['2a02:12ab::7@en0 unknown 3600000'],
  },
  {
    is: 'NetBSD since 8, with lengths after a slash',
    line: 'inet6 2a02:12ab::7%en0/64 flags 0x0 scopeid 0x1',
    platform: 'netbsd',
    told: ['2a02:12ab::7@en0 manual forever'],
  },
  {
    is: 'NetBSD since 8, with flags by name',
    line: 'inet6 2a02:12ab::7/64 flags 0x50<DEPRECATED,AUTOCONF> pltime 0 vltime 7200',
    platform: 'netbsd',
    told: ['2a02:12ab::7@en0 slaac 0 deprecated'],
  },
  {
    is: 'a privacy address of NetBSD',
    line: 'inet6 2a02:12ab::7/64 flags 0xc0<AUTOCONF,TEMPORARY> pltime 60 vltime 7200',
    platform: 'netbsd',
    told: ['2a02:12ab::7@en0 slaac 60000 temporary'],
  },
  {
    is: 'a lifetime that is no number',
    line: 'inet6 2a02:12ab::7 prefixlen 64 autoconf pltime soon',
    told: ['2a02:12ab::7@en0 slaac unknown'],
  },
])('odd layouts: $is', ({ line, platform = 'darwin', told }) => {
  const head = 'en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500';
  expect(describe(`${head}\n\t${line}\n`, platform, null)).toEqual(told);
});

test('an interface has a link where it is up, runs and has a cable', () => {
  const { interfaces } = parseIfconfig(fixture('macos/ifconfig-L.txt'));
  expect(interfaces).toEqual([
    { name: 'lo0', link: true },
    { name: 'gif0', link: false },
    { name: 'stf0', link: false },
    { name: 'en0', link: true },
    { name: 'utun3', link: true },
  ]);
});

test.for(['inactive', 'no carrier', 'no network'])('status: %s is no link', (status) => {
  const { interfaces } = parseIfconfig(`en1: flags=8863<UP,RUNNING> mtu 1500\n\tstatus: ${status}\n`);
  expect(interfaces).toEqual([{ name: 'en1', link: false }]);
});

/** `ADDRESS@INTERFACE ORIGIN LIFETIME` and what is true of it; a question mark after what is unknown. */
function describe(text: string, platform: string, mac: string | null): readonly string[] {
  return parseIfconfig(text).rows.map((row) => {
    const facts = factsOf(row, mac, platform);
    const words = (['temporary', 'deprecated', 'tentative', 'duplicate', 'detached', 'clat'] as const).flatMap(
      (word) => (facts[word] === false ? [] : [facts[word] === true ? word : `${word}?`]),
    );
    return [`${row.address}@${row.interface}`, facts.origin, facts.preferredLifetime, ...words].join(' ');
  });
}
