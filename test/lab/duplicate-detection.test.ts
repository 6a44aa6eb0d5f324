import { expect } from 'vitest';
import { PFX, STABLE } from '../support/machine.ts';
import { type HomeNetwork, privateIpv4 } from './home-network.ts';
import { addressesOf } from './if-inet6.ts';
import { patience, test } from './lab.ts';

/** Plugs in eth0, which asks for so many seconds, four times in each, whether another host has its IPv6 address. */
async function plugWithDetection({ host, plug }: HomeNetwork, seconds: number): Promise<void> {
  await host.sysctl({ 'net/ipv6/conf/default/dad_transmits': seconds * 4 });
  await plug('eth0');
  await host.sysctl({ 'net/ipv6/neigh/eth0/retrans_time_ms': 250 });
  await host.ip(privateIpv4);
}

test('an address that another host has is not published (C04)', async ({ lab, dynv6 }) => {
  await lab.router.ip('addr add 2a02:12ab:1::1/64 dev br0 nodad');
  await plugWithDetection(lab, 1);
  await lab.host.ip('addr add 2a02:12ab:1::1/64 dev eth0');
  await expect
    .poll(() => addressesOf(lab.host), patience)
    .toMatchObject([{ flags: ['duplicate', 'tentative', 'permanent'] }]);

  const run = await dynv6('-6 example.dynv6.net');
  expect(run).toMatchObject({ code: 66, stdout: '', sent: [] });
  expect(run.stderr).toContain('duplicate');

  await lab.host.ip(`addr add ${STABLE.address}/64 dev eth0 nodad`);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({
    code: 0,
    sent: [{ ipv6: STABLE.address, ipv6prefix: PFX }],
  });
});

test('a tentative address is waited for, and published when it is good (C04)', async ({ lab, dynv6 }) => {
  await plugWithDetection(lab, 1.5);
  await lab.host.ip('addr add 2a02:12ab:1::9/64 dev eth0');
  let tentativeAt = 0;
  const flags = async () => {
    const at = Date.now();
    const [address] = await addressesOf(lab.host);
    if (address?.flags.includes('tentative')) tentativeAt = at;
    return address?.flags;
  };

  const running = dynv6('-6 example.dynv6.net');
  await expect.poll(flags, patience).toEqual(['permanent']);
  expect(await running).toMatchObject({ code: 0, sent: [{ ipv6: '2a02:12ab:1::9' }] });
  const [request] = await lab.service.requests();
  expect(request?.at).toBeGreaterThanOrEqual(tentativeAt);
});

test('a tentative address that turns out to be a duplicate is not published (C04)', async ({ lab, dynv6 }) => {
  await plugWithDetection(lab, 60);
  await lab.host.ip('addr add 2a02:12ab:1::9/64 dev eth0');

  const running = dynv6('-6 example.dynv6.net');
  await lab.router.ip('addr add 2a02:12ab:1::9/64 dev br0 nodad');
  const run = await running;
  expect(run).toMatchObject({ code: 66, stdout: '', sent: [] });
  expect(run.stderr).toContain('duplicate');
});

test('an address that stays tentative is not waited for without end (C04)', async ({ lab, dynv6 }) => {
  await plugWithDetection(lab, 60);
  await lab.host.ip('addr add 2a02:12ab:1::9/64 dev eth0');

  const run = await dynv6('-6 example.dynv6.net');
  expect(run).toMatchObject({ code: 66, stdout: '', sent: [] });
  expect(run.stderr).toContain('tentative');
});
