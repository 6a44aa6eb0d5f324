import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressNumber, formatAddress } from '../../../src/ip/address.ts';
import { contains, formatNetwork, networkOf, parsePrefixed } from '../../../src/ip/network.ts';

test.for([
  ['2a02:12ab:34c:ef:a00:27ff:fe12:3456', 64, '2a02:12ab:34c:ef::/64'],
  ['2a02:12ab:34c:ef::1', 56, '2a02:12ab:34c::/56'],
  ['2a02:12ab:34c:ef::1', 63, '2a02:12ab:34c:ee::/63'],
  ['198.41.0.4', 24, '198.41.0.0/24'],
] as const)('%s with %i bits lies in %s', ([address, length, network]) => {
  expect(formatNetwork(networkOf(address, length))).toBe(network);
});

test('a network contains its address and has no host bits, for every length', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), fc.integer({ min: 0, max: 128 }), (number, length) => {
      const network = networkOf(formatAddress(number, 'ipv6'), length);
      expect(contains(network, formatAddress(number, 'ipv6'))).toBe(true);
      expect(addressNumber(network.address) & ((1n << BigInt(128 - length)) - 1n)).toBe(0n);
    }),
  );
});

test('the families do not contain each other', () => {
  expect(contains({ address: '::', length: 0 }, '198.41.0.4')).toBe(false);
});

test.for([
  '2a02:12ab::/129',
  '198.41.0.0/33',
  '2a02:12ab::',
  '/64',
  '2a02:12ab::/6 4',
  '2a02:12ab::/-1',
  '2a02:12ab::/64/64',
])('%s is no address with a length', (text) => {
  expect(parsePrefixed(text)).toBe(null);
});
