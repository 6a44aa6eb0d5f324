import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressNumber, formatAddress, parseIpv4, parseIpv6 } from '../../../src/ip/address.ts';

describe('IPv4', () => {
  test.for(['198.41.0.4', '0.0.0.0', '255.255.255.255'])('%s is read as it stands', (text) => {
    expect(parseIpv4(text)).toBe(text);
  });

  test.for(['198.41.000.4', '127.1', '0x7f.0.0.1', '017700000001', '1.2.3', '198.41.0.256', '198.41.0.4 ', '', '::1'])(
    '%j is no address',
    (text) => {
      expect(parseIpv4(text)).toBe(null);
    },
  );
});

describe('IPv6', () => {
  test.for([
    ['2A02:12AB:034C:00EF:0:0:0:1', '2a02:12ab:34c:ef::1'],
    ['2a02:12ab:0:1:1:1:1:1', '2a02:12ab:0:1:1:1:1:1'],
    ['2a02:0:0:1:0:0:0:1', '2a02:0:0:1::1'],
    ['2a02:0:0:1:0:0:1:1', '2a02::1:0:0:1:1'],
    ['::198.41.0.4', '::c629:4'],
    ['::ffff:198.41.0.4', '::ffff:c629:4'],
    ['::', '::'],
  ] as const)('%s is %s', ([text, canonical]) => {
    expect(parseIpv6(text)).toBe(canonical);
  });

  test.for([
    '2a02:12ab::1%eth0',
    '2a02::1::2',
    '2a02:12ab::00001',
    '198.41.0.4',
    ':::',
    '::1.2.3',
    '2a02:12ab::/64',
    '',
  ])('%j is no address', (text) => {
    expect(parseIpv6(text)).toBe(null);
  });

  test('every address has one form, and it is that of the URL standard', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), fc.nat(7), (number, zeroed) => {
        const sparse = number & ~(0xffffn << BigInt(16 * zeroed));
        const address = formatAddress(sparse, 'ipv6');
        expect(`[${address}]`).toBe(new URL(`http://[${address}]`).hostname);
        expect(parseIpv6(address.toUpperCase())).toBe(address);
        expect(addressNumber(address)).toBe(sparse);
      }),
    );
  });

  test('no text makes the parser throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.%]*$/)), (text) => {
        const address = parseIpv6(text);
        expect(address === null || parseIpv6(address) === address).toBe(true);
      }),
    );
  });
});
