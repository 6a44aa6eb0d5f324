import { expect } from 'vitest';
import { gateways, type HomeNetwork, privateIpv4 } from '../../lab/home-network.ts';
import { test as base, patience } from '../../lab/lab.ts';
import { serviceAddresses } from '../../lab/service.ts';
import { makeHome } from '../../support/home.ts';
import type { Running } from '../../support/run-command.ts';
import { zone } from '../../support/update-run.ts';

const test = base
  /** Starts `dynv6 watch` on the lab's host. */
  .extend('watch', async ({ lab }, { onCleanup }) => {
    const home = await makeHome();
    onCleanup(home.remove);
    const shell = `exec ${lab.host.inside(['"$@"']).join(' ')}`;
    return (...words: readonly string[]): Promise<Running> => {
      const line = ['watch', '--server', `http://${serviceAddresses.ipv4}`, ...words, zone];
      return home.start(line, { machine: null, shell });
    };
  });

/** What the service was asked to set, in order. */
async function askedOf({ service }: HomeNetwork): Promise<readonly (string | undefined)[]> {
  return (await service.requests()).map(({ parameters }) => parameters['ipv6'] ?? parameters['ipv4']);
}

const own = ':0:a00:27ff:fe12:3456';

test('a renumbering is published once, however often the router repeats itself', async ({ lab, watch }) => {
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);
  await lab.advertisements.announce([{ network: '2a02:12ab:1::/64' }]);
  await watch('-6');
  await expect.poll(() => askedOf(lab), patience).toEqual([`2a02:12ab:1${own}`]);
  await lab.advertisements.announce([{ network: '2a02:12ab:1::/64', preferred: 0 }, { network: '2a02:12ab:2::/64' }]);
  await expect.poll(() => askedOf(lab), patience).toEqual([`2a02:12ab:1${own}`, `2a02:12ab:2${own}`]);
  await lab.advertisements.announce([{ network: '2a02:12ab:2::/64', preferred: 0 }, { network: '2a02:12ab:3::/64' }]);
  await expect
    .poll(() => askedOf(lab), patience)
    .toEqual([`2a02:12ab:1${own}`, `2a02:12ab:2${own}`, `2a02:12ab:3${own}`]);
});

test('a link that is lost for a moment sends nothing (C49)', async ({ lab, watch }) => {
  await lab.plug('eth0');
  const address = '2a02:12ab:34c:ef::1';
  const usual = `addr add ${address}/64 dev eth0 nodad\n`;
  await lab.host.ip(`${privateIpv4}${usual}`);
  await watch('-6');
  await expect.poll(() => askedOf(lab), patience).toEqual([address]);

  await lab.host.ip(`addr del ${address}/64 dev eth0\naddr add 2a02:12ab:34c:ef::99/64 dev eth0 nodad`);
  // The time that the link is lost is what this is about.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await lab.host.ip(`addr del 2a02:12ab:34c:ef::99/64 dev eth0\n${usual}`);
  // The next that is sent is what comes next.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await lab.host.ip(`addr add 2a02:12ab:34c:ef::7/64 dev eth0 nodad\naddr del ${address}/64 dev eth0`);
  await expect.poll(() => askedOf(lab), patience).toEqual([address, '2a02:12ab:34c:ef::7']);
});

test('IPv6 that dies and comes back leaves the rest as it is', async ({ lab, watch }) => {
  await lab.plug('eth0');
  const address = '2a02:12ab:34c:ef::1';
  await lab.host.ip(`addr add 198.41.0.4/24 dev eth0
route add default via ${gateways.public}
addr add ${address}/64 dev eth0 nodad
`);
  const { child } = await watch('--settle', '100ms');
  await expect.poll(() => askedOf(lab), patience).toEqual([address]);
  await lab.host.sysctl({ 'net/ipv6/conf/eth0/disable_ipv6': 1 });
  await lab.host.ip('addr del 198.41.0.4/24 dev eth0\naddr add 198.41.0.5/24 dev eth0');
  await lab.host.ip(`route replace default via ${gateways.public}`);
  await expect.poll(() => askedOf(lab), patience).toEqual([address, '198.41.0.5']);
  await lab.host.sysctl({ 'net/ipv6/conf/eth0/disable_ipv6': 0 });
  await lab.host.ip('addr add 2a02:12ab:34c:ef::2/64 dev eth0 nodad');
  await expect.poll(() => askedOf(lab), patience).toEqual([address, '198.41.0.5', '2a02:12ab:34c:ef::2']);
  expect(child.exitCode).toBeNull();
});

test('without a network at the start it waits for one', async ({ lab, watch }) => {
  await lab.plug('eth0');
  const { child } = await watch('-4');
  let said = '';
  child.stderr?.on('data', (text: string) => {
    said += text;
  });
  await expect.poll(() => said, patience).toContain(zone);
  await lab.host.ip(privateIpv4);
  await expect.poll(() => askedOf(lab), patience).toEqual(['auto']);
  await expect.poll(() => said, patience).toContain('all is well again');
  expect(
    said
      .trimEnd()
      .split('\n')
      .filter((line) => line.startsWith(zone)),
  ).toHaveLength(2);
});
