import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectorFor } from '../../../src/detect/detect.ts';
import { parseMachine, replay } from '../../../src/detect/replay.ts';
import type { Machine } from '../../../src/machine.ts';
import { fixture, interfacesFixture } from './fixture.ts';
import { patience, playedWorld } from './played-world.ts';

const world = playedWorld({
  interfaces: interfacesFixture('linux/os.networkInterfaces.node20.json'),
  files: {
    '/proc/net/if_inet6': fixture('linux/if_inet6.mixed.txt'),
    '/proc/net/ipv6_route': fixture('linux/ipv6_route.mixed.txt'),
  },
  programs: ['ip'],
  prints: () => fixture('linux/ip-j-addr.iproute2-6.1.json'),
  source: { ipv4: '192.0.2.17', ipv6: null },
});

const small: Machine = {
  platform: 'linux',
  interfaces: [{ name: 'eth0', link: true }],
  addresses: [
    {
      interface: 'eth0',
      family: 'ipv6',
      address: '2a02:12ab::7',
      prefixLength: 64,
      temporary: false,
      deprecated: false,
      tentative: false,
      duplicate: false,
      detached: false,
      clat: false,
      origin: 'slaac',
      preferredLifetime: 3000,
    },
  ],
  onLinkPrefixes: [{ interface: 'eth0', network: '2a02:12ab::/64' }],
  outgoing: { ipv4: null, ipv6: 'eth0' },
  blind: { ipv4: null, ipv6: null },
  notes: ['a note'],
};

test('a picture that was written down is the picture again', async () => {
  const detector = detectorFor(world);
  const seen = await detector.ask(
    await detector.look(patience),
    { lifetimes: true, outgoing: ['ipv4', 'ipv6'] },
    patience,
  );
  expect(seen.outgoing).toEqual({ ipv4: 'eth0', ipv6: 'eth0' });
  expect(parseMachine(JSON.stringify(seen))).toEqual({ ok: true, value: seen });
});

test('and so is one of all that may be unknown', () => {
  const truth = fc.constantFrom<boolean | 'unknown'>(true, false, 'unknown');
  const facts = fc.record({
    temporary: truth,
    deprecated: truth,
    tentative: truth,
    duplicate: truth,
    detached: truth,
    clat: truth,
    origin: fc.constantFrom(
      'unknown' as const,
      'manual' as const,
      'dhcp' as const,
      'eui-64' as const,
      'slaac' as const,
    ),
    preferredLifetime: fc.oneof(fc.constantFrom('unknown' as const, 'forever' as const), fc.nat()),
    prefixLength: fc.oneof(fc.constant('unknown' as const), fc.integer({ min: 0, max: 128 })),
  });
  const outgoing = fc.constantFrom('unknown', null, 'eth0');
  fc.assert(
    fc.property(facts, outgoing, fc.option(fc.string()), (fact, name, reason) => {
      const machine: Machine = {
        ...small,
        addresses: small.addresses.map((address) => ({ ...address, ...fact })),
        onLinkPrefixes: 'unknown',
        outgoing: { ipv4: name, ipv6: name },
        blind: { ipv4: reason, ipv6: reason },
      };
      expect(parseMachine(JSON.stringify(machine))).toEqual({ ok: true, value: machine });
    }),
  );
});

test('a picture that a person typed is read in the usual form', () => {
  const [address] = small.addresses;
  const typed = {
    ...small,
    addresses: [{ ...address, address: '2A02:12AB:0::0007' }],
    onLinkPrefixes: [{ interface: 'eth0', network: '2A02:12AB::7/64' }],
    notes: undefined,
    remark: 'from the bug report',
  };
  expect(parseMachine(JSON.stringify(typed))).toEqual({ ok: true, value: { ...small, notes: [] } });
});

test.for<{ text: string; wrong: string }>([
  { text: '{', wrong: 'not JSON' },
  { text: '[]', wrong: 'it is not an object' },
  { text: changed({ platform: 7 }), wrong: 'platform is not a name' },
  { text: changed({ interfaces: {} }), wrong: 'interfaces is not a list' },
  { text: changed({ interfaces: [{ name: 'eth0', link: 'yes' }] }), wrong: 'interfaces[0].link is none of' },
  { text: changed({ addresses: [null] }), wrong: 'addresses[0] is not an object' },
  { text: changed({}, { address: '2a02::g' }), wrong: 'addresses[0].address is not an address' },
  { text: changed({}, { address: 'fe80::1%eth0' }), wrong: 'addresses[0].address is not an address' },
  { text: changed({}, { family: 'ipv4' }), wrong: 'addresses[0].address is not of the family ipv4' },
  { text: changed({}, { family: 'ipv5' }), wrong: 'addresses[0].family is none of ipv4, ipv6' },
  { text: changed({}, { prefixLength: 129 }), wrong: 'addresses[0].prefixLength is not from 0 to 128' },
  { text: changed({}, { prefixLength: -1 }), wrong: 'addresses[0].prefixLength is not from 0 to 128' },
  { text: changed({}, { prefixLength: '64' }), wrong: 'addresses[0].prefixLength is not a length' },
  { text: changed({}, { temporary: null }), wrong: 'addresses[0].temporary is none of true, false' },
  { text: changed({}, { origin: 'heaven' }), wrong: 'addresses[0].origin is none of' },
  { text: changed({}, { preferredLifetime: -1 }), wrong: 'addresses[0].preferredLifetime is not a number' },
  { text: changed({}, { interface: '' }), wrong: 'addresses[0].interface is not a name' },
  {
    text: changed({ onLinkPrefixes: [{ interface: 'eth0', network: '2a02::' }] }),
    wrong: 'onLinkPrefixes[0].network is not a network',
  },
  { text: changed({ outgoing: { ipv4: null } }), wrong: 'outgoing.ipv6 is not a name' },
  { text: changed({ blind: { ipv4: 7, ipv6: null } }), wrong: 'blind.ipv4 is not a text' },
  { text: changed({ notes: [7] }), wrong: 'notes[0] is not a text' },
])('the field that is wrong is named: $wrong', ({ text, wrong }) => {
  const machine = parseMachine(text);
  expect(machine).toMatchObject({ ok: false, failure: { code: 'config', message: expect.stringContaining(wrong) } });
});

test('a replayed picture answers every question with what is in it', async () => {
  const detector = replay(() => small);
  const machine = await detector.look(patience);
  expect(machine).toEqual(small);
  expect(await detector.ask(machine, { lifetimes: true, outgoing: ['ipv4', 'ipv6'] }, patience)).toEqual(small);
});

function changed(fields: object, addressFields: object = {}): string {
  return JSON.stringify({ ...small, addresses: [{ ...small.addresses[0], ...addressFields }], ...fields });
}
