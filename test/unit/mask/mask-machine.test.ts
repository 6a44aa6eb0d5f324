import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMachine } from '../../../src/detect/replay.ts';
import { addressNumber, familyOf } from '../../../src/ip/address.ts';
import { specialPurpose } from '../../../src/ip/special-purpose.ts';
import type { SelectionPolicy } from '../../../src/job.ts';
import type { Family, Machine } from '../../../src/machine.ts';
import { maskMachine } from '../../../src/mask/mask-machine.ts';
import { choose } from '../../../src/select/choose.ts';
import { prefixFor } from '../../../src/select/prefix.ts';
import { machineWith, STABLE, seen, TEMP } from '../../support/machine.ts';
import { anyMachine, anyPolicy } from './arbitrary.ts';

const mac = /(?:[\da-f]{2}[:-]){5}[\da-f]{2}|02005e102030/i;

/** The place of the address chosen, of why each is passed over, and the length of the prefix. */
function upshot(machine: Machine, family: Family, policy: SelectionPolicy) {
  const { chosen, verdicts, undecided } = choose(machine, family, policy, null);
  const prefix = chosen === null ? null : prefixFor(chosen, machine, policy);
  return {
    place: chosen === null ? null : machine.addresses.indexOf(chosen),
    reasons: verdicts.map(({ reason }) => reason),
    undecided,
    prefixLength: prefix?.replace(/.*\//, '') ?? null,
  };
}

test('the choice from the masked picture is the choice from the real one, masked', () => {
  fc.assert(
    fc.property(anyMachine, anyPolicy, (machine, policy) => {
      const masked = maskMachine(machine);
      const [asMasked = null] = maskMachine(
        machineWith(policy.interface === null ? {} : { [policy.interface]: [] }),
      ).interfaces;
      const maskedPolicy = { ...policy, interface: asMasked?.name ?? null };
      for (const family of ['ipv4', 'ipv6'] as const) {
        expect(upshot(masked, family, maskedPolicy)).toEqual(upshot(machine, family, policy));
      }
    }),
    { numRuns: 300 },
  );
});

test('no public address of the picture stands in the masked one, and no MAC', () => {
  fc.assert(
    fc.property(anyMachine, (machine) => {
      const text = JSON.stringify(maskMachine(machine));
      const tokens = new Set(text.split(/[^\da-f:.]+/i));
      const real = machine.addresses.filter(({ address }) => specialPurpose(address) === null);
      expect(real.filter(({ address }) => tokens.has(address))).toEqual([]);
      expect(text).not.toMatch(mac);
    }),
  );
});

test('masked pictures can be replayed, and their addresses stand in the order of the real ones', () => {
  fc.assert(
    fc.property(anyMachine, (machine) => {
      const masked = maskMachine(machine);
      expect(parseMachine(JSON.stringify(masked))).toEqual({ ok: true, value: masked });
      for (const family of ['ipv4', 'ipv6'] as const) {
        expect(order(masked, family)).toEqual(order(machine, family));
      }
    }),
  );
});

function order({ addresses }: Machine, family: Family): readonly number[] {
  const numbers = addresses.map(({ address }) => address).filter((address) => familyOf(address) === family);
  const sorted = numbers.map(addressNumber).sort((one, other) => (one < other ? -1 : 1));
  return numbers.map((address) => sorted.indexOf(addressNumber(address)));
}

test('flags, lifetimes and names stay; host, site and MAC go, also from what a tool complained of', () => {
  const machine = machineWith(
    {
      lo: ['127.0.0.1/8', '::1/128'],
      enx02005e102030: [STABLE, TEMP, 'fe80::5eff:fe10:2030/64', '192.168.1.17/24', '198.41.0.4/24'],
      'Wi-Fi': [seen('fd12:3456:789a:1::7/64', 'slaac')],
    },
    {
      onLinkPrefixes: [{ interface: 'enx02005e102030', network: '2a02:12ab:34c:ef::/64' }],
      notes: ['/sbin/ip failed (no 2a02:12ab:34c:ef::7/64 on 02:00:5e:10:20:30 at 12:30:45): name one with --ipv6.'],
    },
  );
  const masked = maskMachine(machine);
  const [, , stable, temporary, linkLocal, local, , site] = masked.addresses;
  expect(masked.addresses.map((address) => ({ ...address, address: '', interface: '' }))).toEqual(
    machine.addresses.map((address) => ({ ...address, address: '', interface: '' })),
  );
  expect(masked.interfaces.map(({ name }) => name)).toEqual(['lo', 'enx000000000001', 'Wi-Fi']);
  expect(masked.outgoing).toEqual({ ipv4: 'enx000000000001', ipv6: 'enx000000000001' });
  expect(masked.addresses.slice(0, 2).map(({ address }) => address)).toEqual(['127.0.0.1', '::1']);
  expect(stable?.address.split(':').slice(0, 4)).toEqual(temporary?.address.split(':').slice(0, 4));
  expect(masked.onLinkPrefixes).toEqual([
    { interface: 'enx000000000001', network: `${stable?.address.split(':').slice(0, 4).join(':')}::/64` },
  ]);
  expect(linkLocal?.address).toMatch(/^fe80::/);
  expect(local?.address).toMatch(/^192\.168\./);
  expect(site?.address).toMatch(/^fd/);
  expect(masked.notes).toEqual(['/sbin/ip failed (no (an address)/64 on (a MAC) at 12:30:45): name one with --ipv6.']);
  const text = JSON.stringify(masked);
  for (const telling of ['2a02', '12ab', '3456', 'fe10', '789a', '198.41', '1.17']) expect(text).not.toContain(telling);
});

test('two addresses that differ in their last bit alone keep that bit and nothing else', () => {
  const masked = maskMachine(machineWith({ eth0: ['198.41.0.4/32', '198.41.0.5/32'] }));
  const [one, other] = masked.addresses.map(({ address }) => Number(addressNumber(address)));
  expect(other).toBe(Number(one) + 1);
  expect(one).not.toBe(Number(addressNumber('198.41.0.4')));
});
