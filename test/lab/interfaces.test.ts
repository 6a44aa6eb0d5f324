import { expect } from 'vitest';
import { PFX, STABLE } from '../support/machine.ts';
import { mustRun } from './command.ts';
import { gateways, type HomeNetwork, privateIpv4 } from './home-network.ts';
import { patience, test } from './lab.ts';

const stable = STABLE.address;
const otherMac = '08:00:27:00:00:02';

/** eth0 behind NAT, with an IPv6 address, and beside it a VPN that holds the default routes. */
async function plugWithVpn({ host, plug, tunnel }: HomeNetwork): Promise<void> {
  await plug('eth0');
  await tunnel('wg0', '198.41.9.9');
  await host.ip(`
addr add 192.168.77.2/24 dev eth0
addr add ${stable}/64 dev eth0 nodad
addr add 198.41.9.9/32 dev wg0
addr add 2a02:12ab:77::2/128 dev wg0 nodad
route add default dev wg0
route add ::/0 dev wg0
`);
}

test('a VPN that holds the default routes is what the world sees (C07)', async ({ lab, dynv6 }) => {
  await plugWithVpn(lab);
  const { code, sent } = await dynv6('example.dynv6.net');
  expect({ code, sent }).toEqual({ code: 0, sent: [{ ipv4: '198.41.9.9', ipv6: '2a02:12ab:77::2' }] });
});

test('beside a VPN, an interface that is named publishes nothing of the VPN (C07)', async ({ lab, dynv6 }) => {
  await plugWithVpn(lab);
  const { code, sent } = await dynv6('--retries 0 --timeout 1s example.dynv6.net eth0');
  expect(code).toBe(75);
  expect(sent).toEqual([{ ipv6: stable, ipv6prefix: PFX }]);
});

test('a VPN whose addresses are translated on this machine is not published for the interface that is named (C07)', async ({
  lab,
  dynv6,
}) => {
  await plugWithVpn(lab);
  const nat = 'add table ip nat; add chain ip nat out { type nat hook postrouting priority 100; }';
  await mustRun(lab.host.inside(['nft', `${nat}; add rule ip nat out oifname wg0 masquerade`]));

  expect(await dynv6('-4 --retries 0 --timeout 1s example.dynv6.net eth0')).toMatchObject({ code: 75, sent: [] });
});

test("on a point-to-point line the peer's addresses are not ours (C08)", async ({ lab, dynv6 }) => {
  await lab.plug('ppp0');
  await lab.router.sysctl({ 'net/ipv4/conf/br0/proxy_arp': 1, 'net/ipv4/neigh/br0/proxy_delay': 0 });
  await lab.host.ip(`
addr add 198.41.0.4 peer 198.41.0.1/32 dev ppp0
addr add 2a02:12ab:9::3 peer 2a02:12ab:9:1::1/64 dev ppp0 nodad
route add default dev ppp0
route add ::/0 dev ppp0
`);
  expect(await dynv6('example.dynv6.net')).toMatchObject({
    code: 0,
    sent: [{ ipv4: '198.41.0.4', ipv6: '2a02:12ab:9::3', ipv6prefix: '2a02:12ab:9::/64' }],
  });
});

test('a default route that rejects does not hide the one that leads out (C12)', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.plug('wlan0', otherMac);
  await lab.host.ip(`${privateIpv4}addr add ${stable}/64 dev eth0 nodad
addr add 2a02:12ab:34c:e0::5/64 dev wlan0 nodad
route add unreachable ::/0 metric 4096
route add ::/0 via ${gateways.ipv6} dev eth0 metric 1024
`);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ code: 0, sent: [{ ipv6: stable, ipv6prefix: PFX }] });
});

test('a default route that rejects does not count, whatever its metric (C12)', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.plug('wlan0', '08:00:27:00:00:02');
  await lab.host.ip(`${privateIpv4}addr add ${stable}/64 dev eth0 nodad
addr add 2a02:12ab:34c:e0::5/64 dev wlan0 nodad
route add unreachable ::/0 metric 512
route add ::/0 via ${gateways.ipv6} dev eth0 metric 1024
`);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ code: 0, sent: [{ ipv6: stable, ipv6prefix: PFX }] });
});

test('a default route with no gateway leads out too (C12)', async ({ lab, dynv6 }) => {
  await lab.plug('wlan0', otherMac);
  await lab.plug('he-ipv6');
  await lab.host.ip(`
addr add 192.168.77.2/24 dev wlan0
route add default via ${gateways.private}
addr add 2001:470:1f0b:11::5/64 dev wlan0 nodad
addr add 2001:470:1f0b:12::2/64 dev he-ipv6 nodad
route add ::/0 dev he-ipv6 metric 1024
`);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ code: 0, sent: [{ ipv6: '2001:470:1f0b:12::2' }] });
});

test('the address of an interface whose cable is pulled is not published (C13)', async ({ lab, dynv6 }) => {
  await lab.plug('eth0', otherMac);
  await lab.plug('wlan0');
  await lab.host.ip(`
addr add 2a02:12ab:1::5/64 dev eth0 nodad
addr add 192.168.77.2/24 dev wlan0
route add default via ${gateways.private}
addr add ${stable}/64 dev wlan0 nodad
route add default via ${gateways.ipv6} dev wlan0
`);
  await lab.unplug('eth0');
  await expect.poll(() => linkOf(lab, 'eth0'), patience).toContain('NO-CARRIER');

  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ code: 0, sent: [{ ipv6: stable, ipv6prefix: PFX }] });
});

test('with the cable pulled there is nothing to publish, and the reason is told (C13)', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.host.ip('addr add 2a02:12ab:1::5/64 dev eth0 nodad');
  await lab.unplug('eth0');
  await expect.poll(() => linkOf(lab, 'eth0'), patience).toContain('NO-CARRIER');

  const run = await dynv6('-6 example.dynv6.net');
  expect(run).toMatchObject({ code: 66, stdout: '', sent: [] });
  expect(run.stderr).toMatch(/eth0.* no link/);
});

test.for(['example.dynv6.net eth0', '-i eth0:1 example.dynv6.net'])(
  'an address with an alias label belongs to the interface: %s (C14)',
  async (words, { lab, dynv6 }) => {
    await lab.plug('eth0');
    await lab.host.ip(`
addr add 192.168.77.2/24 dev eth0
addr add 198.41.0.5/24 dev eth0 label eth0:1
route add default via ${gateways.private}
`);
    expect(await dynv6(`-4 --ipv4 interface ${words}`)).toMatchObject({ code: 0, sent: [{ ipv4: '198.41.0.5' }] });
  },
);

test('the name of a VLAN is taken as `ip` prints it (C14)', async ({ lab, dynv6 }) => {
  await lab.plug('eth0', otherMac);
  await lab.plug('eth0.100');
  await lab.host.ip(`${privateIpv4}addr add 2a02:12ab:1::5/64 dev eth0 nodad
addr add ${stable}/64 dev eth0.100 nodad
`);
  expect(await dynv6('-6 example.dynv6.net eth0.100@eth0')).toMatchObject({
    code: 0,
    sent: [{ ipv6: stable, ipv6prefix: PFX }],
  });
});

test.for(['wg-ü#1', 'abcdefghijklmno'])('an interface may be called %s (C14)', async (name, { lab, dynv6 }) => {
  await lab.plug('eth0', otherMac);
  await lab.plug(name);
  await lab.host.ip(`${privateIpv4}addr add 2a02:12ab:1::5/64 dev eth0 nodad`);
  await lab.host.run(['ip', 'addr', 'add', `${stable}/64`, 'dev', name, 'nodad']);

  expect(await dynv6(`-6 -i ${name} example.dynv6.net`)).toMatchObject({
    code: 0,
    sent: [{ ipv6: stable, ipv6prefix: PFX }],
  });
});

test('a router publishes the prefix of the interface whose address it publishes, or none (C17)', async ({
  lab,
  dynv6,
}) => {
  await lab.plug('wan', otherMac);
  await lab.host.ip(`
addr add 192.168.77.2/24 dev wan
route add default via ${gateways.private}
addr add 2a02:12ab:beef::1:f8/128 dev wan nodad noprefixroute valid_lft 7200 preferred_lft 3600
route add ::/0 via ${gateways.ipv6} dev wan
link add br-lan type bridge
link add lan1 up type veth peer name computer
link set computer up
link set lan1 master br-lan
link set br-lan up
addr add 2a02:12ab:34c:ef::1/64 dev br-lan nodad
route add unreachable 2a02:12ab:34c::/56
`);
  const sent = async (words: string) => (await dynv6(`-6 --force ${words} example.dynv6.net`)).sent;
  expect(await sent('')).toEqual([{ ipv6: '2a02:12ab:beef::1:f8' }]);
  expect(await sent('-i br-lan')).toEqual([{ ipv6: '2a02:12ab:34c:ef::1', ipv6prefix: PFX }]);
  expect(await sent('-i br-lan --prefix-length 56')).toEqual([
    { ipv6: '2a02:12ab:34c:ef::1', ipv6prefix: '2a02:12ab:34c::/56' },
  ]);
});

async function linkOf({ host }: Pick<HomeNetwork, 'host'>, name: string): Promise<string> {
  return (await host.run(['ip', 'link', 'show', 'dev', name])).stdout;
}
