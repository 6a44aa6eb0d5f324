import { listed } from '../../unit/detect/played-world.ts';
import { expectRequest, list, type Row } from './expect-request.ts';
import { printing, published, test } from './stage.ts';

const stable = '2a02:12ab:34c:ef:4c1:aaaa:bbbb:c001';
const prefix = '2a02:12ab:34c:ef::/64';

const reported = `utun0: flags=8051<UP,POINTOPOINT,RUNNING,MULTICAST> mtu 1380
\tinet6 fe80::aaaa:1%utun0 prefixlen 64 scopeid 0x10 
\tinet6 2a02:12ab:aaaa::7 prefixlen 64 
en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500
\tether 06:1c:9b:12:34:56
\tinet6 fe80::41c:9bff:fe12:3456%en0 prefixlen 64 secured scopeid 0x6 
\tinet6 ${stable} prefixlen 64 autoconf secured 
\tinet6 2a02:12ab:34c:ef:1401:aaaa:bbbb:d002 prefixlen 64 deprecated autoconf temporary 
\tinet6 2a02:12ab:34c:ef:5902:aaaa:bbbb:e003 prefixlen 64 autoconf temporary 
\tinet6 2a02:12ab:111:10::7 prefixlen 64 detached autoconf secured 
\tinet 192.168.1.5 netmask 0xffffff00 broadcast 192.168.1.255
\tstatus: active
`;
const reportedInterfaces = {
  utun0: list('fe80::aaaa:1/64', '2a02:12ab:aaaa::7/64'),
  en0: list(
    'fe80::41c:9bff:fe12:3456/64',
    `${stable}/64`,
    '2a02:12ab:34c:ef:1401:aaaa:bbbb:d002/64',
    '2a02:12ab:34c:ef:5902:aaaa:bbbb:e003/64',
    '2a02:12ab:111:10::7/64',
    '192.168.1.5/24',
  ),
};

const rows: readonly Row[] = [
  {
    is: 'macOS',
    platform: 'darwin',
    interfaces: {
      lo0: list('127.0.0.1/8', '::1/128'),
      en0: list(
        'fe80::1c2a:5b3c:7d4e:90ab/64',
        '2a02:12ab:450a:e700:1c99:99e2:21d0:79e6/64',
        '2a02:12ab:450a:e700:808d:d894:e4db:157e/64',
        '2a02:12ab:450a:e700:2474:39fd:f5c0:6845/64',
        '2a02:12ab:450a:e700::100/64',
        'fd12:3456:789a:3:837:e1c7:4895:269e/64',
        '198.41.0.5/24',
      ),
    },
    tools: { ifconfig: printing(published('macos/ifconfig-L.txt')) },
    sends: {
      ipv4: '198.41.0.5',
      ipv6: '2a02:12ab:450a:e700:1c99:99e2:21d0:79e6',
      ipv6prefix: '2a02:12ab:450a:e700::/64',
    },
    starts: [['ifconfig', /^-L$/]],
  },
  {
    is: 'macOS with a tunnel, and a prefix whose router is gone (C53)',
    platform: 'darwin',
    interfaces: reportedInterfaces,
    // A privacy address: what the kernel sends from tells the interface only.
    source: { ipv6: '2a02:12ab:34c:ef:5902:aaaa:bbbb:e003', ipv4: '192.168.1.5' },
    tools: { ifconfig: printing(reported) },
    sends: { ipv6: stable, ipv6prefix: prefix },
    starts: [['ifconfig', /^-L$/]],
  },
  {
    is: 'FreeBSD',
    platform: 'freebsd',
    interfaces: {
      em0: list(
        'fe80::5054:ff:fe9f:c532/64',
        '2a02:12ab:450a:e723::53/64',
        '2a02:12ab:450a:e723:5054:ff:fe9f:c532/64',
        '2a02:12ab:450a:e723:b4c1:7f0e:1d2c:3e4f/64',
        '2a02:12ab:450a:e723:11aa:22bb:33cc:44dd/64',
        '198.41.0.207/24',
      ),
    },
    tools: { ifconfig: printing(published('freebsd/ifconfig-L.12.txt')) },
    sends: { ipv4: '198.41.0.207', ipv6: '2a02:12ab:450a:e723::53', ipv6prefix: '2a02:12ab:450a:e723::/64' },
    starts: [['ifconfig', /^-L$/]],
  },
  {
    is: 'OpenBSD',
    platform: 'openbsd',
    interfaces: {
      vio0: list(
        'fe80::5054:ff:fe79:3b4d/64',
        '2a02:12ab:7401:8c01:25f9:5be9:8daa:f2d5/64',
        '2a02:12ab:7401:8c01:739b:2a15:122e:6f6b/64',
        '2a02:12ab:7401:8c01:8b1f:e3eb:c78d:77f4/64',
      ),
    },
    tools: { ifconfig: printing(published('openbsd/ifconfig-egress-inet6.7.0.txt')) },
    sends: { ipv6: '2a02:12ab:7401:8c01:25f9:5be9:8daa:f2d5', ipv6prefix: '2a02:12ab:7401:8c01::/64' },
    starts: [['ifconfig', /^$/]],
  },
  {
    is: 'NetBSD',
    platform: 'netbsd',
    interfaces: {
      wm0: [
        listed('fe80::acd1:3989:180e:fde0/64', { mac: '52:54:00:a1:64:d8', scopeid: 1 }),
        listed('2a02:12ab:7:8:5054:ff:fea1:64d8/64', { mac: '52:54:00:a1:64:d8' }),
        listed('2a02:12ab:7:8::25/64', { mac: '52:54:00:a1:64:d8' }),
      ],
    },
    tools: { ifconfig: printing(published('netbsd/ifconfig-L.txt')) },
    sends: { ipv6: '2a02:12ab:7:8:5054:ff:fea1:64d8', ipv6prefix: '2a02:12ab:7:8::/64' },
    starts: [['ifconfig', /^-L$/]],
  },
];

test.for(rows)('from what the tool prints to what the service is asked: $is', (row, { stage, double }) =>
  expectRequest(row, { stage, double }),
);
