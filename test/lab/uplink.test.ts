import { expect } from 'vitest';
import { PFX, STABLE } from '../support/machine.ts';
import { gateways, natAddress, privateIpv4, serviceName } from './home-network.ts';
import { addressesOf } from './if-inet6.ts';
import { patience, test } from './lab.ts';
import { serviceAddresses } from './service.ts';

test.for([
  { is: 'a private address', address: '192.168.77.2', gateway: gateways.private },
  { is: 'a shared address (CGNAT)', address: '100.64.0.2', gateway: gateways.shared },
])('behind NAT, with $is, the service is asked to look for itself', async ({ address, gateway }, { lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.host.ip(`addr add ${address}/24 dev eth0\nroute add default via ${gateway}`);

  expect(await dynv6('example.dynv6.net')).toMatchObject({ code: 0, sent: [{ ipv4: 'auto' }] });
  expect(await lab.service.requests()).toMatchObject([{ remoteAddress: natAddress }]);
  expect(await dynv6('-4 --ipv4 interface example.dynv6.net')).toMatchObject({ code: 66, sent: [] });
});

test('behind NAT, `auto` leaves over its own family where both lead to the service', async ({ lab, dynv6 }) => {
  await lab.host.sysctl({ 'net/ipv6/conf/default/use_tempaddr': 2 });
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);
  await lab.advertisements.announce([{ network: PFX }]);
  await expect.poll(() => addressesOf(lab.host), patience).toHaveLength(2);

  expect(await dynv6('example.dynv6.net', { server: serviceName })).toMatchObject({ code: 0 });
  expect(await dynv6('-6 --ipv6 auto example.dynv6.net', { server: serviceName })).toMatchObject({ code: 0 });
  const asked = await lab.service.requests();
  const over = (name: string) => asked.filter(({ parameters }) => parameters[name] === 'auto');
  expect(over('ipv4')).toMatchObject([{ remoteAddress: natAddress }]);
  expect(over('ipv6')).toMatchObject([{ remoteAddress: expect.stringMatching(/^2a02:12ab:34c:ef:/) }]);
  expect(asked.map(({ parameters }) => parameters['ipv6'])).toContain(STABLE.address);
});

test('a second run behind NAT sends only what it cannot compare', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.host.ip(`${privateIpv4}addr add ${STABLE.address}/64 dev eth0 nodad`);

  expect((await dynv6('example.dynv6.net')).sent).toContainEqual({ ipv6: STABLE.address, ipv6prefix: PFX });
  expect(await dynv6('example.dynv6.net')).toMatchObject({ code: 0, sent: [{ ipv4: 'auto' }] });
});

test('where IPv6 is off, IPv4 alone is published, and a wish for IPv6 is told why not', async ({ lab, dynv6 }) => {
  await lab.host.sysctl({ 'net/ipv6/conf/all/disable_ipv6': 1, 'net/ipv6/conf/default/disable_ipv6': 1 });
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);

  expect(await dynv6('example.dynv6.net')).toMatchObject({ code: 0, sent: [{ ipv4: 'auto' }] });
  const run = await dynv6('-6 example.dynv6.net');
  expect(run).toMatchObject({ code: 66, stdout: '', sent: [] });
  expect(run.stderr).toMatch(/IPv6 is (switched )?off/);
});

test('where IPv6 swallows what is sent, the update goes over IPv4 within the time-out (C19)', async ({
  lab,
  dynv6,
}) => {
  await lab.plug('eth0');
  await lab.host.ip(`${privateIpv4}
addr add ${STABLE.address}/64 dev eth0 nodad
route add ::/0 via ${gateways.ipv6} dev eth0
`);
  await lab.router.ip('route add blackhole 2a02:12ab:dead::/48');
  await lab.hosts(`${serviceAddresses.ipv4} ${serviceName}\n2a02:12ab:dead::1 ${serviceName}\n`);

  expect(await dynv6('-6 --timeout 5s --retries 0 example.dynv6.net', { server: serviceName })).toMatchObject({
    code: 0,
    sent: [{ ipv6: STABLE.address, ipv6prefix: PFX }],
  });
});

test('where neither family gets through, the reason of each is told (C19)', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.host.ip(`${privateIpv4}
addr add ${STABLE.address}/64 dev eth0 nodad
route add ::/0 via ${gateways.ipv6} dev eth0
`);
  await lab.router.ip('route add blackhole 2a02:12ab:dead::/48\nroute add unreachable 198.41.65.0/24');
  await lab.hosts(`198.41.65.1 ${serviceName}\n2a02:12ab:dead::1 ${serviceName}\n`);

  const run = await dynv6('-6 --timeout 2s --retries 0 example.dynv6.net', { server: serviceName });
  expect(run).toMatchObject({ code: 75, stdout: '', sent: [] });
  expect(run.stderr).toMatch(/198\.41\.65\.1.*unreachable/);
  expect(run.stderr).toMatch(/2a02:12ab:dead::1.*timed out/);
  expect(run.stderr).not.toContain('fetch failed');
});

test('where routes by source say so, `auto` leaves from the interface that is named (C07)', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.tunnel('wg0', '198.41.9.9');
  await lab.host.ip(`
addr add 192.168.77.2/24 dev eth0
addr add ${STABLE.address}/64 dev eth0 nodad
addr add 198.41.9.9/32 dev wg0
route add default dev wg0
route add default via ${gateways.private} table 77
rule add from 192.168.77.2 table 77
`);
  expect(await dynv6('-4 example.dynv6.net eth0')).toMatchObject({ code: 0, sent: [{ ipv4: 'auto' }] });
  expect((await lab.service.requests()).map(({ remoteAddress }) => remoteAddress)).toEqual([natAddress]);
});
