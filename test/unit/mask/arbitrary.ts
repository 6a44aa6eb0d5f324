import fc from 'fast-check';
import { addressBits, formatAddress } from '../../../src/ip/address.ts';
import { formatNetwork, networkOf } from '../../../src/ip/network.ts';
import type { Family, Machine, MachineAddress } from '../../../src/machine.ts';

const names = ['eth0', 'wlan0', 'enx02005e102030', 'ppp0'];
const name = fc.constantFrom(...names);

/** Numbers close to each other and to the special-purpose blocks, and any others. */
const beginnings: Readonly<Record<Family, readonly bigint[]>> = {
  ipv4: [0xc6290000n, 0x5bcd0100n, 0x0a000000n, 0xc0a80100n, 0x64400000n, 0xcb007000n, 0xc0000000n, 0xa9fe0000n],
  ipv6: [
    0x2a0212ab034c00efn,
    0x2a0212ab034c00een,
    0x20010db9_00000000n,
    0x20010db8_00000000n,
    0x2003_000000000000n,
    0x2620004f_80010000n,
    0xfd00_123400000000n,
    0xfe80_000000000000n,
    0x2002c629_00040000n,
  ].map((beginning) => beginning << 64n),
};

function address(family: Family): fc.Arbitrary<string> {
  const bits = addressBits[family];
  const near = fc
    .tuple(fc.constantFrom(...beginnings[family]), fc.bigInt({ min: 0n, max: (1n << BigInt(bits / 2)) - 1n }))
    .map(([beginning, rest]) => beginning | rest);
  return fc
    .oneof({ weight: 4, arbitrary: near }, fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n }))
    .map((number) => formatAddress(number, family));
}

const truth = fc.constantFrom(true, false, 'unknown' as const);
const mostlyFalse = fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, truth);

function machineAddress(family: Family): fc.Arbitrary<MachineAddress> {
  return fc.record({
    interface: name,
    family: fc.constant(family),
    address: address(family),
    prefixLength: fc.oneof(
      fc.constantFrom('unknown' as const, ...(family === 'ipv6' ? [56, 64, 128] : [24, 32])),
      fc.nat({ max: addressBits[family] }),
    ),
    temporary: mostlyFalse,
    deprecated: mostlyFalse,
    tentative: mostlyFalse,
    duplicate: mostlyFalse,
    detached: mostlyFalse,
    clat: mostlyFalse,
    origin: fc.constantFrom('manual', 'dhcp', 'eui-64', 'slaac', 'unknown'),
    preferredLifetime: fc.oneof(fc.constantFrom('forever' as const, 'unknown' as const), fc.nat({ max: 7_200_000 })),
  });
}

const outgoing = fc.option(fc.oneof(name, fc.constant('unknown')));

/** A machine with addresses that are hard to tell apart. */
export const anyMachine: fc.Arbitrary<Machine> = fc.record({
  platform: fc.constant('linux'),
  interfaces: fc.array(fc.record({ name, link: truth }), { maxLength: 3 }),
  addresses: fc.array(fc.oneof(machineAddress('ipv4'), machineAddress('ipv6')), { maxLength: 12 }),
  onLinkPrefixes: fc.oneof(
    fc.constant('unknown' as const),
    fc.array(
      fc
        .record({ interface: name, address: address('ipv6'), length: fc.nat({ max: 128 }) })
        .map(({ interface: own, address: one, length }) => ({
          interface: own,
          network: formatNetwork(networkOf(one, length)),
        })),
      { maxLength: 4 },
    ),
  ),
  outgoing: fc.record({ ipv4: outgoing, ipv6: outgoing }),
  blind: fc.constant({ ipv4: null, ipv6: null }),
  notes: fc.constant([]),
});

export const anyPolicy = fc.record({
  interface: fc.option(name),
  temporary: fc.boolean(),
  prefixLength: fc.option(fc.nat({ max: 128 })),
});
