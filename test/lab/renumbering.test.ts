import { expect } from 'vitest';
import { privateIpv4 } from './home-network.ts';
import { addressesOf } from './if-inet6.ts';
import { patience, test } from './lab.ts';

const oldPrefix = '2a02:12ab:1::/64';
const newPrefix = '2a02:12ab:2::/64';
const oldAddress = '2a02:12ab:1:0:a00:27ff:fe12:3456';
const newAddress = '2a02:12ab:2:0:a00:27ff:fe12:3456';

test('a deprecated address gives way to that of the new prefix', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);
  await lab.advertisements.announce([{ network: oldPrefix }]);
  await expect.poll(() => addressesOf(lab.host), patience).toHaveLength(1);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ sent: [{ ipv6: oldAddress, ipv6prefix: oldPrefix }] });

  await lab.advertisements.announce([{ network: oldPrefix, preferred: 0 }, { network: newPrefix }]);
  await expect.poll(() => addressesOf(lab.host), patience).toMatchObject([{ flags: ['deprecated'] }, { flags: [] }]);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ sent: [{ ipv6: newAddress, ipv6prefix: newPrefix }] });
});

test('after a power cut of the router, the address that stays preferred for longer is of the prefix that is left', async ({
  lab,
  dynv6,
}) => {
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);
  await lab.advertisements.announce([{ network: oldPrefix, preferred: 7200 }]);
  await expect.poll(() => addressesOf(lab.host), patience).toHaveLength(1);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ sent: [{ ipv6: oldAddress, ipv6prefix: oldPrefix }] });

  await lab.advertisements.announce([{ network: newPrefix, preferred: 14_400 }]);
  await expect.poll(() => addressesOf(lab.host), patience).toMatchObject([{ flags: [] }, { flags: [] }]);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ sent: [{ ipv6: newAddress, ipv6prefix: newPrefix }] });
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ code: 0, sent: [] });
});

test('of two prefixes whose clocks differ by minutes, the one published last stays', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);
  await lab.advertisements.announce([{ network: oldPrefix, preferred: 14_000 }]);
  await expect.poll(() => addressesOf(lab.host), patience).toHaveLength(1);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ sent: [{ ipv6: oldAddress }] });

  await lab.advertisements.announce([
    { network: oldPrefix, preferred: 14_000 },
    { network: newPrefix, preferred: 14_400 },
  ]);
  await expect.poll(() => addressesOf(lab.host), patience).toMatchObject([{ flags: [] }, { flags: [] }]);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ code: 0, sent: [] });
});

test('a DHCPv6 address does not outlive the prefix it belongs to', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);
  await lab.advertisements.announce([{ network: oldPrefix }]);
  await expect.poll(() => addressesOf(lab.host), patience).toHaveLength(1);
  await lab.host.ip('addr add 2a02:12ab:1::1a7/128 dev eth0 nodad noprefixroute valid_lft 90000 preferred_lft 80000');
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({
    sent: [{ ipv6: '2a02:12ab:1::1a7', ipv6prefix: oldPrefix }],
  });

  await lab.advertisements.announce([{ network: oldPrefix, preferred: 0 }, { network: newPrefix }]);
  await expect
    .poll(() => addressesOf(lab.host), patience)
    .toMatchObject([{ address: '2a02:12ab:1::1a7/128', flags: [] }, { flags: ['deprecated'] }, { flags: [] }]);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ sent: [{ ipv6: newAddress, ipv6prefix: newPrefix }] });
});
