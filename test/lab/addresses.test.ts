import { expect } from 'vitest';
import { PFX, STABLE } from '../support/machine.ts';
import { gateways, type HomeNetwork, privateIpv4 } from './home-network.ts';
import { addressesOf } from './if-inet6.ts';
import { patience, test } from './lab.ts';

const stable = STABLE.address;

test.for([
  { is: 'of the MAC', mode: 0 },
  { is: 'of a secret', mode: 3 },
])(
  'of real privacy and unique local addresses none is published, but the one $is (C01)',
  async ({ mode }, { lab, dynv6 }) => {
    await lab.host.sysctl({ 'net/ipv6/conf/default/use_tempaddr': 2, 'net/ipv6/conf/default/addr_gen_mode': mode });
    await lab.plug('eth0');
    await lab.host.ip(privateIpv4);
    await lab.advertisements.announce([{ network: 'fd12:3456:789a:1::/64' }, { network: PFX }]);
    await expect.poll(() => addressesOf(lab.host), patience).toHaveLength(4);
    const addresses = await addressesOf(lab.host);
    const bare = (chosen: typeof addresses) => chosen.map(({ address }) => address.replace('/64', ''));
    const [right] = bare(addresses.filter(({ address, flags }) => address.startsWith('2a02:') && flags.length === 0));

    const run = await dynv6('-6 -v example.dynv6.net');
    expect(run).toMatchObject({ code: 0, sent: [{ ipv6: right, ipv6prefix: PFX }] });
    expect(mode === 0).toBe(right === stable);
    for (const other of bare(addresses).filter((address) => address !== right)) {
      expect(run.stderr).toMatch(new RegExp(`${other}.*(${other.startsWith('fd') ? 'unique local' : 'temporary'})`));
    }
  },
);

test('a privacy address alone is published only where that is asked for (C01)', async ({ lab, dynv6 }) => {
  await lab.host.sysctl({ 'net/ipv6/conf/default/use_tempaddr': 2, 'net/ipv6/conf/default/dad_transmits': 1 });
  // The host loses its stable address to another that has it: the kernel then takes it away.
  await lab.router.ip(`addr add ${stable}/64 dev br0 nodad`);
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);
  await lab.advertisements.announce([{ network: PFX }]);
  await expect.poll(() => flagsOf(lab), patience).toContain('temporary');
  // With the next announcement it would try again.
  await lab.host.sysctl({ 'net/ipv6/conf/eth0/accept_ra': 0 });
  await expect.poll(() => flagsOf(lab), patience).toMatch(/^temporary( temporary)*$/);
  const temporary = (await addressesOf(lab.host)).map(({ address }) => address.replace('/64', ''));

  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ code: 66, sent: [] });
  const { code, sent } = await dynv6('-6 --temporary example.dynv6.net');
  expect({ code, sent }).toEqual({ code: 0, sent: [{ ipv6: expect.any(String), ipv6prefix: PFX }] });
  expect(temporary).toContain(sent[0]?.['ipv6']);
});

test('between equal addresses the one published last stays, and the lowest follows it (C03)', async ({
  lab,
  dynv6,
}) => {
  const add = (address: string) => lab.host.ip(`addr add ${address}/64 dev eth0 nodad`);
  const remove = (address: string) => lab.host.ip(`addr del ${address}/64 dev eth0`);
  const [first, lowest] = ['2a02:12ab:34c:ef::20', '2a02:12ab:34c:ef::10'];
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);

  await add(first);
  await add(stable);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ code: 0, sent: [{ ipv6: first, ipv6prefix: PFX }] });

  await remove(first);
  await add(first);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ code: 0, sent: [] });

  await add(lowest);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ code: 0, sent: [] });

  await remove(first);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({ code: 0, sent: [{ ipv6: lowest, ipv6prefix: PFX }] });
});

test('a DHCPv6 address beside one of SLAAC goes with the prefix of both (C05)', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);
  await lab.advertisements.announce([{ network: PFX }]);
  await expect.poll(() => addressesOf(lab.host), patience).toHaveLength(1);
  await lab.host.ip('addr add 2a02:12ab:34c:ef::1a7/128 dev eth0 nodad valid_lft 86400 preferred_lft 14400');

  const { code, sent } = await dynv6('-6 example.dynv6.net');
  expect({ code, sent }).toEqual({ code: 0, sent: [{ ipv6: '2a02:12ab:34c:ef::1a7', ipv6prefix: PFX }] });
  expect(await dynv6('-6 --force example.dynv6.net')).toMatchObject({ sent });
});

test('a DHCPv6 address alone takes its prefix from the route on the link (C05)', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);
  await lab.advertisements.announce([{ network: PFX, autonomous: false }]);
  await expect.poll(() => lab.host.procNet('ipv6_route'), patience).toMatch(/^2a0212ab034c00ef0{16} 40 /m);
  await lab.host.ip(
    'addr add 2a02:12ab:34c:ef::1a7/128 dev eth0 nodad noprefixroute valid_lft 7200 preferred_lft 3600',
  );

  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({
    code: 0,
    sent: [{ ipv6: '2a02:12ab:34c:ef::1a7', ipv6prefix: PFX }],
  });
});

test('a DHCPv6 address alone, with no route on the link, goes without a prefix (C05)', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.host.ip(`${privateIpv4}addr add 2a02:12ab:34c:ef::1a7/128 dev eth0 nodad`);

  const { code, sent } = await dynv6('-6 example.dynv6.net');
  expect({ code, sent }).toEqual({ code: 0, sent: [{ ipv6: '2a02:12ab:34c:ef::1a7' }] });
});

test('400 virtual interfaces and 600 withdrawn addresses change nothing (C06)', async ({ lab, dynv6 }) => {
  const bridge = (name: string, address: string, number: number) => `
link add ${name} type bridge
link add veth-${number} type veth peer name peer-${number}
link set veth-${number} master ${name} up
link set peer-${number} up
link set ${name} up
addr add ${address} dev ${name}${address.includes(':') ? ' nodad' : ''}
`;
  const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);
  await lab.plug('eth0');
  await lab.host.ip(`
addr add 198.41.0.4/24 dev eth0
addr add ${stable}/64 dev eth0 nodad
route add default via ${gateways.public}
route add ::/0 via ${gateways.ipv6} dev eth0
`);
  const alone = await dynv6('--json --dry-run example.dynv6.net');
  await lab.host.ip(
    [
      bridge('docker0', '172.17.0.1/16', 901),
      bridge('cbr0', '100.64.1.1/24', 902),
      bridge('flannel.1', '10.42.1.0/32', 903),
      bridge('br-3f2a', '2a02:12ab:34c:d0::1/64', 904),
      ...numbers(400).map((number) => `link add veth${number} up type veth peer name peer${number}`),
      ...numbers(400).map((number) => `link set peer${number} up`),
      ...numbers(600).map(
        (number) => `addr add 2a02:12ab:34c:ef::d:${number}/64 dev eth0 nodad valid_lft 7200 preferred_lft 0`,
      ),
    ].join('\n'),
  );
  expect((await addressesOf(lab.host)).length).toBe(602);

  const crowded = await dynv6('--json --dry-run example.dynv6.net');
  const withoutTime = (text: string) => text.replace(/"at":\s*"[^"]*"/, '');
  expect(crowded.code).toBe(0);
  expect(withoutTime(crowded.stdout)).toBe(withoutTime(alone.stdout));
  expect(crowded.stderr).toBe(alone.stderr);
  expect(await dynv6('example.dynv6.net')).toMatchObject({
    code: 0,
    sent: [{ ipv4: '198.41.0.4', ipv6: stable, ipv6prefix: PFX }],
  });
});

test('a CLAT address is none that reaches this machine (C10)', async ({ lab, dynv6 }) => {
  await lab.plug('clat');
  await lab.host.ip('addr add 192.0.0.1/32 dev clat\nroute add default dev clat');

  const run = await dynv6('-4 --ipv4 interface example.dynv6.net');
  expect(run).toMatchObject({ code: 66, stdout: '', sent: [] });
  expect(run.stderr).toContain('CLAT');
});

test.for([
  { is: 'Teredo', name: 'teredo', address: '2001:0:c629:4:2c3b:e562:39d6:fff6/64' },
  { is: '6to4', name: 'tun6to4', address: '2002:c629:4::1/16' },
])(
  'an address of $is is not published, and the reason says so (C10)',
  async ({ is, name, address }, { lab, dynv6 }) => {
    await lab.plug('eth0');
    await lab.plug(name, '08:00:27:00:00:02');
    await lab.host.ip(`${privateIpv4}addr add ${address} dev ${name} nodad\nroute add ::/0 dev ${name}`);

    const run = await dynv6('-6 example.dynv6.net');
    expect(run).toMatchObject({ code: 66, stdout: '', sent: [] });
    expect(run.stderr).toContain(is);
  },
);

test('the word 6to4 is passed on (C10)', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.plug('tun6to4', '08:00:27:00:00:02');
  await lab.host.ip(`${privateIpv4}addr add 2002:c629:4::1/16 dev tun6to4 nodad`);

  expect(await dynv6('-6 --ipv6 6to4 example.dynv6.net')).toMatchObject({ sent: [{ ipv6: '6to4' }] });
});

test('a tunnel of Hurricane Electric is no Teredo (C10)', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.plug('he-ipv6', '08:00:27:00:00:02');
  await lab.host.ip(`${privateIpv4}
addr add 2001:470:1f0b:12::2/64 dev he-ipv6 nodad
route add ::/0 dev he-ipv6
`);
  expect(await dynv6('-6 example.dynv6.net')).toMatchObject({
    code: 0,
    sent: [{ ipv6: '2001:470:1f0b:12::2', ipv6prefix: '2001:470:1f0b:12::/64' }],
  });
});

/** Of all addresses, in their order; `plain` where an address has none. */
async function flagsOf({ host }: Pick<HomeNetwork, 'host'>): Promise<string> {
  return (await addressesOf(host)).map(({ flags }) => flags.join('+') || 'plain').join(' ');
}
