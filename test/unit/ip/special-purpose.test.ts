import { describe, expect, test } from 'vitest';
import { addressBits, addressNumber, familyOf, formatAddress } from '../../../src/ip/address.ts';
import { specialPurpose } from '../../../src/ip/special-purpose.ts';

/** Every block, and whether the address before and after it is an ordinary one: neighbours may be special too. */
const blocks = [
  { block: '0.0.0.0/8', before: null, after: 'ordinary' },
  { block: '10.0.0.0/8', before: 'ordinary', after: 'ordinary' },
  { block: '100.64.0.0/10', before: 'ordinary', after: 'ordinary' },
  { block: '127.0.0.0/8', before: 'ordinary', after: 'ordinary' },
  { block: '169.254.0.0/16', before: 'ordinary', after: 'ordinary' },
  { block: '172.16.0.0/12', before: 'ordinary', after: 'ordinary' },
  { block: '192.0.0.0/24', before: 'ordinary', after: 'ordinary' },
  { block: '192.0.0.0/29', before: 'ordinary', after: 'special' },
  { block: '192.0.2.0/24', before: 'ordinary', after: 'ordinary' },
  { block: '192.31.196.0/24', before: 'ordinary', after: 'ordinary' },
  { block: '192.52.193.0/24', before: 'ordinary', after: 'ordinary' },
  { block: '192.88.99.0/24', before: 'ordinary', after: 'ordinary' },
  { block: '192.168.0.0/16', before: 'ordinary', after: 'ordinary' },
  { block: '192.175.48.0/24', before: 'ordinary', after: 'ordinary' },
  { block: '198.18.0.0/15', before: 'ordinary', after: 'ordinary' },
  { block: '198.51.100.0/24', before: 'ordinary', after: 'ordinary' },
  { block: '203.0.113.0/24', before: 'ordinary', after: 'ordinary' },
  { block: '224.0.0.0/4', before: 'ordinary', after: 'special' },
  { block: '240.0.0.0/4', before: 'special', after: null },
  { block: '255.255.255.255/32', before: 'special', after: null },
  { block: '::/128', before: null, after: 'special' },
  { block: '::1/128', before: 'special', after: 'special' },
  { block: '::ffff:0:0/96', before: 'special', after: 'special' },
  { block: '64:ff9b::/96', before: 'special', after: 'special' },
  { block: '64:ff9b:1::/48', before: 'special', after: 'special' },
  { block: '100::/64', before: 'special', after: 'special' },
  { block: '100:0:0:1::/64', before: 'special', after: 'special' },
  { block: '::/3', before: null, after: 'ordinary' },
  { block: '2001::/23', before: 'ordinary', after: 'ordinary' },
  { block: '2001::/32', before: 'ordinary', after: 'special' },
  { block: '2001:2::/48', before: 'special', after: 'special' },
  { block: '2001:db8::/32', before: 'ordinary', after: 'ordinary' },
  { block: '2002::/16', before: 'ordinary', after: 'ordinary' },
  { block: '2620:4f:8000::/48', before: 'ordinary', after: 'ordinary' },
  { block: '3ffe::/16', before: 'ordinary', after: 'special' },
  { block: '3fff::/20', before: 'special', after: 'ordinary' },
  { block: '4000::/2', before: 'ordinary', after: 'special' },
  { block: '5f00::/16', before: 'special', after: 'special' },
  { block: '8000::/1', before: 'special', after: null },
  { block: 'fc00::/7', before: 'special', after: 'special' },
  { block: 'fe80::/10', before: 'special', after: 'special' },
  { block: 'fec0::/10', before: 'special', after: 'special' },
  { block: 'ff00::/8', before: 'special', after: null },
] as const;

describe.for(blocks)('$block', ({ block, before, after }) => {
  const [text = '', length] = block.split('/');
  const family = familyOf(text);
  const first = addressNumber(text);
  const last = first + (1n << BigInt(addressBits[family] - Number(length))) - 1n;
  const kind = (number: bigint) => (specialPurpose(formatAddress(number, family)) === null ? 'ordinary' : 'special');

  test('its first and its last address are never published', () => {
    expect([kind(first), kind(last)]).toEqual(['special', 'special']);
  });

  test('the addresses beside it are judged by themselves', () => {
    expect(before === null ? null : kind(first - 1n)).toBe(before);
    expect(after === null ? null : kind(last + 1n)).toBe(after);
  });
});

test.for([
  ['2001:0:c629:4:2c3b:e562:39d6:fff6', 'Teredo'],
  ['2002:c629:4::1', '6to4'],
  ['fd12:3456:789a:1::5', 'unique local (RFC 4193)'],
  ['::ffff:198.41.0.4', 'IPv4-mapped'],
  ['192.0.0.1', 'made for translation (CLAT or DS-Lite, RFC 7335)'],
  ['100:0:0:1::1', 'dummy prefix (RFC 9780)'],
  ['2001:470:1f0b:12::2', null],
  ['2a02:12ab:34c:ef::1', null],
  ['198.41.0.4', null],
] as const)('%s is %s', ([address, words]) => {
  expect(specialPurpose(address)).toBe(words);
});
