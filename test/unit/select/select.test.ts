import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SelectionPolicy, Wishes } from '../../../src/job.ts';
import type { Machine } from '../../../src/machine.ts';
import { select } from '../../../src/select/select.ts';
import type { Values } from '../../../src/update.ts';
import { type Interfaces, machineWith, PFX, STABLE, seen, TEMP } from '../../support/machine.ts';

const policy: SelectionPolicy = { interface: null, temporary: false, prefixLength: null };
const wishes: Wishes = { ipv4: 'detect', ipv6: 'detect', ipv6prefix: 'detect' };
const stable = '2a02:12ab:34c:ef:a00:27ff:fe12:3456';

interface Row {
  readonly is: string;
  readonly interfaces: Interfaces;
  readonly more?: Partial<Machine>;
  readonly policy?: Partial<SelectionPolicy>;
  readonly wishes?: Partial<Wishes>;
  readonly published?: Values;
  readonly sends: Values | RegExp;
}

const ipv6Only = { ipv4: 'none' } as const;

describe('what is published', () => {
  test.for<Row>([
    {
      is: 'the public addresses of a home server, with the prefix',
      interfaces: { eth0: ['198.41.0.4/24', STABLE] },
      sends: { ipv4: '198.41.0.4', ipv6: stable, ipv6prefix: PFX },
    },
    {
      is: 'auto behind a NAT',
      interfaces: { eth0: ['192.168.1.2/24', STABLE] },
      sends: { ipv4: 'auto', ipv6: stable, ipv6prefix: PFX },
    },
    {
      is: 'auto behind a carrier-grade NAT',
      interfaces: { eth0: ['100.64.1.1/10'] },
      sends: { ipv4: 'auto' },
    },
    {
      is: 'no IPv4 where only IPv6 is here',
      interfaces: { lo: ['127.0.0.1/8'], eth0: [STABLE] },
      sends: { ipv6: stable, ipv6prefix: PFX },
    },
    {
      is: 'no IPv4 where translation is all there is of it',
      interfaces: { clat: [seen('192.0.0.1/32', 'manual', 'clat')], eth0: [STABLE] },
      sends: { ipv6: stable, ipv6prefix: PFX },
    },
    { is: 'auto where nothing at all is known', interfaces: {}, sends: { ipv4: 'auto' } },
    {
      is: 'nothing where auto is not wanted',
      interfaces: { eth0: ['192.168.1.2/24'] },
      wishes: { ipv4: 'interface' },
      sends: /192\.168\.1\.2 is private/,
    },
    {
      is: 'a privacy address that is asked for',
      interfaces: { eth0: ['fd12:3456:789a:1::5/64', TEMP] },
      policy: { temporary: true },
      wishes: ipv6Only,
      sends: { ipv6: TEMP.address, ipv6prefix: PFX },
    },
    {
      is: 'the stable one where both may be',
      interfaces: { eth0: [TEMP, STABLE] },
      policy: { temporary: true },
      wishes: ipv6Only,
      sends: { ipv6: stable, ipv6prefix: PFX },
    },
    {
      is: 'nothing, with the reasons, where none is good',
      interfaces: { eth0: ['fd12:3456:789a:1::5/64', TEMP] },
      wishes: ipv6Only,
      sends: /fd12:3456:789a:1::5 is unique local.*is temporary/,
    },
    {
      is: 'never an address that another host has',
      interfaces: { eth0: [seen('2a02:12ab:1::1/64', 'manual', 'duplicate', 'tentative')] },
      wishes: ipv6Only,
      sends: /duplicate/,
    },
    {
      is: 'the interface that the system uses',
      interfaces: { eth0: [STABLE], wg0: ['2a02:12ab:77::2/128'] },
      more: { outgoing: { ipv4: null, ipv6: 'wg0' } },
      wishes: ipv6Only,
      sends: { ipv6: '2a02:12ab:77::2' },
    },
    {
      is: 'the interface that is asked for, whatever the system uses',
      interfaces: { eth0: [STABLE], wg0: ['2a02:12ab:77::2/128'] },
      more: { outgoing: { ipv4: null, ipv6: 'wg0' } },
      policy: { interface: 'eth0' },
      wishes: ipv6Only,
      sends: { ipv6: stable, ipv6prefix: PFX },
    },
    {
      is: 'a DHCPv6 address with the on-link prefix that covers it',
      interfaces: { eth0: ['2a02:12ab:34c:ef::1a7/128'] },
      more: { onLinkPrefixes: [{ interface: 'eth0', network: PFX }] },
      wishes: ipv6Only,
      sends: { ipv6: '2a02:12ab:34c:ef::1a7', ipv6prefix: PFX },
    },
    {
      is: 'a DHCPv6 address alone, never as a prefix',
      interfaces: { eth0: ['2a02:12ab:34c:ef::1a7/128'] },
      wishes: ipv6Only,
      sends: { ipv6: '2a02:12ab:34c:ef::1a7' },
    },
    {
      is: 'no prefix of another interface',
      interfaces: { wan: ['2a02:12ab:beef::1:f8/128'], 'br-lan': ['2a02:12ab:beef::1/64'] },
      more: { onLinkPrefixes: [{ interface: 'br-lan', network: '2a02:12ab:beef::/64' }] },
      wishes: ipv6Only,
      sends: { ipv6: '2a02:12ab:beef::1:f8' },
    },
    {
      is: 'not the DHCPv6 address of a prefix that was withdrawn',
      interfaces: {
        eth0: [
          seen('2a02:12ab:1::7/128', 'dhcp'),
          seen('2a02:12ab:1:0:a00:27ff:fe12:3456/64', 'eui-64', 'deprecated'),
          STABLE,
        ],
      },
      wishes: ipv6Only,
      sends: { ipv6: stable, ipv6prefix: PFX },
    },
    {
      is: 'the address whose lifetime is refreshed, not the one that runs out',
      interfaces: {
        eth0: [
          { ...seen('2a02:12ab:1:0:a00:27ff:fe12:3456/64', 'eui-64'), preferredLifetime: 3_600_000 },
          { ...STABLE, preferredLifetime: 14_400_000 },
        ],
      },
      published: { ipv6: '2a02:12ab:1:0:a00:27ff:fe12:3456' },
      wishes: ipv6Only,
      sends: { ipv6: stable, ipv6prefix: PFX },
    },
    {
      is: 'the one published last among equals',
      interfaces: { eth0: ['2a02:12ab:34c:ef::10/64', '2a02:12ab:34c:ef::20/64', STABLE] },
      published: { ipv6: '2a02:12ab:34c:ef::20' },
      wishes: ipv6Only,
      sends: { ipv6: '2a02:12ab:34c:ef::20', ipv6prefix: PFX },
    },
    {
      is: 'the numerically lowest among equals',
      interfaces: { eth0: [STABLE, '2a02:12ab:34c:ef::20/64', '2a02:12ab:34c:ef::3/64'] },
      wishes: ipv6Only,
      sends: { ipv6: '2a02:12ab:34c:ef::3', ipv6prefix: PFX },
    },
    {
      is: 'an address known to be good before one of which nothing is known',
      interfaces: {
        eth0: [{ ...seen('2a02:12ab:34c:ef::3/64', 'unknown'), temporary: 'unknown', deprecated: 'unknown' }, STABLE],
      },
      wishes: ipv6Only,
      sends: { ipv6: stable, ipv6prefix: PFX },
    },
    {
      is: 'an address of which nothing is known, where it is all there is',
      interfaces: { eth0: [{ ...STABLE, temporary: 'unknown', deprecated: 'unknown', tentative: 'unknown' }] },
      wishes: ipv6Only,
      sends: { ipv6: stable, ipv6prefix: PFX },
    },
    {
      is: 'a prefix of the length that is asked for',
      interfaces: { 'br-lan': ['2a02:12ab:34c:ef::1/64'] },
      policy: { prefixLength: 56 },
      wishes: ipv6Only,
      sends: { ipv6: '2a02:12ab:34c:ef::1', ipv6prefix: '2a02:12ab:34c::/56' },
    },
    {
      is: 'no prefix where its length is 128, as in the settings of the shell script',
      interfaces: { eth0: [STABLE] },
      policy: { prefixLength: 128 },
      wishes: ipv6Only,
      sends: { ipv6: stable },
    },
    {
      is: 'the words of the service as they are',
      interfaces: {},
      wishes: { ipv4: 'remove', ipv6: '6to4', ipv6prefix: 'auto' },
      sends: { ipv4: '-', ipv6: '6to4', ipv6prefix: 'auto' },
    },
    {
      is: 'nothing by an interface that is not there',
      interfaces: { eth0: [STABLE] },
      policy: { interface: 'eht0' },
      sends: /no interface "eht0"/,
    },
    {
      is: 'nothing where the cable is pulled',
      interfaces: {},
      more: { interfaces: [{ name: 'eth0', link: false }] },
      wishes: ipv6Only,
      sends: /eth0 has no link/,
    },
    {
      is: 'nothing where the system shows no addresses, with its reason',
      interfaces: {},
      more: { blind: { ipv4: null, ipv6: 'this system does not show its addresses' } },
      wishes: ipv6Only,
      sends: /does not show its addresses/,
    },
    {
      is: 'no auto by an interface that has no address to ask from',
      interfaces: { eth0: [STABLE], eth1: ['192.168.1.2/24'] },
      policy: { interface: 'eth0' },
      wishes: { ipv4: 'auto' },
      sends: /eth0 has no IPv4 address/,
    },
  ])('$is', ({ interfaces, more = {}, published = {}, sends, ...row }) => {
    const job = { wishes: { ...wishes, ...row.wishes }, policy: { ...policy, ...row.policy } };
    const selected = select(machineWith(interfaces, more), job, published);
    if (sends instanceof RegExp) expect(selected.ok ? selected.value.values : selected.failure.message).toMatch(sends);
    else expect(selected.ok ? selected.value.values : selected.failure).toEqual(sends);
  });
});

const sighting = fc
  .record({
    address: fc.constantFrom(
      '2a02:12ab:1::1',
      '2a02:12ab:1::2',
      '2a02:12ab:2::1',
      '2a02:12ab:2::9',
      'fd00::1',
      'fe80::1',
    ),
    prefixLength: fc.constantFrom(64, 56, 128),
    temporary: fc.constantFrom(true, false, 'unknown' as const),
    deprecated: fc.constantFrom(true, false, 'unknown' as const),
    tentative: fc.boolean(),
    preferredLifetime: fc.constantFrom(60_000, 3_600_000, 'forever' as const, 'unknown' as const),
  })
  .map((facts) => ({ ...STABLE, ...facts }));

const network = fc.record({ eth0: fc.array(sighting, { maxLength: 5 }), eth1: fc.array(sighting, { maxLength: 3 }) });

describe('laws', () => {
  test('the order in which addresses come never matters', () => {
    fc.assert(
      fc.property(network, fc.nat(), (interfaces, seed) => {
        const machine = machineWith(interfaces);
        const turn = seed % (machine.addresses.length + 1);
        const turned = [...machine.addresses.slice(turn), ...machine.addresses.slice(0, turn)].reverse();
        const job = { wishes, policy };
        const one = select(machine, job, {});
        const other = select({ ...machine, addresses: turned }, job, {});
        expect(other.ok && other.value.values).toEqual(one.ok && one.value.values);
      }),
    );
  });

  test('what was published stays what is published while nothing changes', () => {
    fc.assert(
      fc.property(network, (interfaces) => {
        const machine = machineWith(interfaces);
        const first = select(machine, { wishes, policy }, {});
        fc.pre(first.ok);
        const second = select(machine, { wishes, policy }, first.value.values);
        expect(second.ok && second.value.values).toEqual(first.value.values);
      }),
    );
  });

  test('every address has a verdict: one is chosen, and every other has a reason', () => {
    fc.assert(
      fc.property(network, (interfaces) => {
        const selected = select(machineWith(interfaces), { wishes, policy }, {});
        fc.pre(selected.ok);
        const { chosen, verdicts } = selected.value.choices.ipv6;
        expect(verdicts.filter(({ reason }) => reason === null).map(({ address }) => address)).toEqual(
          chosen === null ? [] : [chosen],
        );
      }),
    );
  });
});
