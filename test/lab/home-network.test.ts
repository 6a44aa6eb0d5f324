import { expect } from 'vitest';
import { gateways, type HomeNetwork, natAddress, privateIpv4 } from './home-network.ts';
import { addressesOf } from './if-inet6.ts';
import { patience, test } from './lab.ts';

test.for([
  { is: 'a private address', address: '192.168.77.2', gateway: gateways.private, seen: natAddress },
  { is: 'a shared address (CGNAT)', address: '100.64.0.2', gateway: gateways.shared, seen: natAddress },
  { is: 'a public address', address: '198.41.0.4', gateway: gateways.public, seen: '198.41.0.4' },
])('the service sees $is as $seen', async ({ address, gateway, seen }, { lab }) => {
  await lab.plug('eth0');
  await lab.host.ip(`addr add ${address}/24 dev eth0\nroute add default via ${gateway}`);

  expect(await ask(lab, 'http://dynv6.lab/')).toMatchObject({ code: 0 });
  expect(await lab.service.requests()).toMatchObject([{ remoteAddress: seen }]);
});

test('the service sees an IPv6 address as it is', async ({ lab }) => {
  await lab.plug('eth0');
  await lab.host.ip('addr add 2a02:12ab:34c:ef::5/64 dev eth0 nodad\nroute add default via fe80::1 dev eth0');

  expect(await ask(lab, 'http://dynv6.lab/')).toMatchObject({ code: 0 });
  expect(await lab.service.requests()).toMatchObject([{ remoteAddress: '2a02:12ab:34c:ef::5' }]);
});

test('a tunnel carries what comes from its own address, and nothing else', async ({ lab }) => {
  await lab.plug('eth0');
  await lab.tunnel('wg0', '198.41.9.9');
  await lab.host.ip(`
addr add 192.168.77.2/24 dev eth0
addr add 198.41.9.9/32 dev wg0
route add default dev wg0
`);
  expect(await ask(lab, 'http://dynv6.lab/')).toMatchObject({ code: 0 });
  expect(await ask(lab, 'http://dynv6.lab/', '--interface', '192.168.77.2', '--max-time', '0.5')).not.toMatchObject({
    code: 0,
  });
  expect(await lab.service.requests()).toMatchObject([{ remoteAddress: '198.41.9.9' }]);
});

test('a pulled cable leaves the addresses to the kernel and takes the carrier', async ({ lab }) => {
  await lab.plug('eth0');
  await lab.host.ip('addr add 2a02:12ab:1::5/64 dev eth0 nodad');
  await lab.unplug('eth0');

  await expect
    .poll(async () => (await lab.host.run(['ip', 'link', 'show', 'dev', 'eth0'])).stdout, patience)
    .toContain('NO-CARRIER');
  expect(await addressesOf(lab.host)).toMatchObject([{ interface: 'eth0', address: '2a02:12ab:1::5/64' }]);
  const node = [process.execPath, '-p', 'Object.keys(os.networkInterfaces()).join()'] as const;
  expect((await lab.host.run(node)).stdout).toBe('lo\n');
});

test('an address that the router has already is found to be a duplicate', async ({ lab }) => {
  await lab.host.sysctl({ 'net/ipv6/conf/default/dad_transmits': 1 });
  await lab.router.ip('addr add 2a02:12ab:1::1/64 dev br0 nodad');
  await lab.plug('eth0');
  await lab.host.ip('addr add 2a02:12ab:1::1/64 dev eth0');

  await expect
    .poll(() => addressesOf(lab.host), patience)
    .toEqual([{ interface: 'eth0', address: '2a02:12ab:1::1/64', flags: ['duplicate', 'tentative', 'permanent'] }]);
});

test('an address is tentative until nobody else has claimed it', async ({ lab }) => {
  await lab.host.sysctl({ 'net/ipv6/conf/default/dad_transmits': 1 });
  await lab.plug('eth0');
  await lab.host.sysctl({ 'net/ipv6/neigh/eth0/retrans_time_ms': 1500 });
  await lab.host.ip('addr add 2a02:12ab:1::9/64 dev eth0');

  expect(await addressesOf(lab.host)).toMatchObject([{ flags: ['tentative', 'permanent'] }]);
  await expect.poll(() => addressesOf(lab.host), patience).toMatchObject([{ flags: ['permanent'] }]);
});

test('without IPv6 there is not one IPv6 address', async ({ lab }) => {
  await lab.host.sysctl({ 'net/ipv6/conf/all/disable_ipv6': 1, 'net/ipv6/conf/default/disable_ipv6': 1 });
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);

  expect(await lab.host.procNet('if_inet6')).toBe('');
  expect(await ask(lab, 'http://dynv6.lab/')).toMatchObject({ code: 0 });
});

test('nothing leaves the home but by the uplink', async ({ lab }) => {
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);

  expect(await ask(lab, 'http://198.41.200.1/')).toMatchObject({ code: 7 });
  expect(await lab.service.requests()).toEqual([]);
});

/** Asks as a browser would; code 7 is curl's for "no connection". */
async function ask({ host }: HomeNetwork, url: string, ...options: readonly string[]) {
  return host.run(['curl', '--silent', '--show-error', '--max-time', '5', ...options, url]);
}
