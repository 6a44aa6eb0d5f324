import { expect } from 'vitest';
import { addressesOf } from './if-inet6.ts';
import { patience, test } from './lab.ts';
import type { Namespace } from './namespace.ts';

const eui64 = 'a00:27ff:fe12:3456';
const anyIdentifier = '[0-9a-f:]+';

test('a host makes a stable and a privacy address of every prefix that is announced', async ({ lab }) => {
  await lab.host.sysctl({ 'net/ipv6/conf/default/use_tempaddr': 2 });
  await lab.plug('eth0');
  await lab.advertisements.announce([{ network: '2a02:12ab:34c:ef::/64' }, { network: 'fd12:3456:789a:1::/64' }]);

  await expect
    .poll(() => addressesOf(lab.host), patience)
    .toEqual(
      expect.arrayContaining([
        { interface: 'eth0', address: `2a02:12ab:34c:ef:${eui64}/64`, flags: [] },
        { interface: 'eth0', address: like('2a02:12ab:34c:ef'), flags: ['temporary'] },
        { interface: 'eth0', address: `fd12:3456:789a:1:${eui64}/64`, flags: [] },
        { interface: 'eth0', address: like('fd12:3456:789a:1'), flags: ['temporary'] },
      ]),
    );
});

test('a host with stable-privacy identifiers does not show its MAC', async ({ lab }) => {
  await lab.host.sysctl({ 'net/ipv6/conf/default/addr_gen_mode': 3 });
  await lab.plug('eth0');
  await lab.advertisements.announce([{ network: '2a02:12ab:34c:ef::/64' }]);

  await expect
    .poll(() => addressesOf(lab.host), patience)
    .toEqual([{ interface: 'eth0', address: like('2a02:12ab:34c:ef'), flags: [] }]);
  expect(await addressesOf(lab.host)).not.toContainEqual(
    expect.objectContaining({ address: `2a02:12ab:34c:ef:${eui64}/64` }),
  );
});

test('a prefix that is not autonomous gives a route on the link and no address', async ({ lab }) => {
  await lab.plug('eth0');
  await lab.advertisements.announce([{ network: '2a02:12ab:34c:ef::/64', autonomous: false }]);

  await expect
    .poll(async () => (await lab.host.run(['ip', '-6', 'route'])).stdout, patience)
    .toMatch(/^2a02:12ab:34c:ef::\/64 dev eth0 proto kernel/m);
  expect(await addressesOf(lab.host)).toEqual([]);
});

test('every prefix keeps its own lifetimes', async ({ lab }) => {
  await lab.plug('eth0');
  await lab.advertisements.announce([
    { network: '2a02:12ab:1::/64', preferred: 1800, valid: 3600 },
    { network: '2a02:12ab:2::/64', preferred: 7200, valid: 9000 },
  ]);

  await expect
    .poll(() => lifetimes(lab), patience)
    .toMatch(/2a02:12ab:1:.* valid_lft 3(600|59\d)sec preferred_lft 1(800|79\d)sec/);
  expect(await lifetimes(lab)).toMatch(/2a02:12ab:2:.* valid_lft (9000|899\d)sec preferred_lft 7(200|19\d)sec/);
});

test('a router that renumbers properly deprecates the addresses of the old prefix', async ({ lab }) => {
  await lab.plug('eth0');
  await lab.advertisements.announce([{ network: '2a02:12ab:1::/64' }]);
  await expect.poll(() => addressesOf(lab.host), patience).toHaveLength(1);
  await lab.advertisements.announce([{ network: '2a02:12ab:1::/64', preferred: 0 }, { network: '2a02:12ab:2::/64' }]);

  await expect
    .poll(() => addressesOf(lab.host), patience)
    .toEqual([
      { interface: 'eth0', address: `2a02:12ab:1:0:${eui64}/64`, flags: ['deprecated'] },
      { interface: 'eth0', address: `2a02:12ab:2:0:${eui64}/64`, flags: [] },
    ]);
});

test('a router that forgot its prefix leaves the old address preferred, with its old clock', async ({ lab }) => {
  await lab.plug('eth0');
  await lab.advertisements.announce([{ network: '2a02:12ab:1::/64', preferred: 3600 }]);
  await expect.poll(() => addressesOf(lab.host), patience).toHaveLength(1);
  await lab.advertisements.announce([{ network: '2a02:12ab:2::/64', preferred: 7200 }]);

  await expect
    .poll(() => addressesOf(lab.host), patience)
    .toEqual([
      { interface: 'eth0', address: `2a02:12ab:1:0:${eui64}/64`, flags: [] },
      { interface: 'eth0', address: `2a02:12ab:2:0:${eui64}/64`, flags: [] },
    ]);
  expect(await lifetimes(lab)).toMatch(/2a02:12ab:1:.* preferred_lft 3(600|5\d\d)sec/);
});

function like(prefix: string): unknown {
  return expect.stringMatching(`^${prefix}:${anyIdentifier}/64$`);
}

/** One address a line, with its lifetimes. */
async function lifetimes({ host }: { readonly host: Namespace }): Promise<string> {
  return (await host.run(['ip', '-oneline', '-6', 'address', 'show', 'dev', 'eth0'])).stdout;
}
