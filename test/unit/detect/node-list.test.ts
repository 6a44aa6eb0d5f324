import { expect, test } from 'vitest';
import { parseNodeList, readNodeList } from '../../../src/detect/node-list.ts';
import { listed } from './played-world.ts';

test("Node's list is read with lengths, MACs and indexes", () => {
  const mac = '52:54:00:12:34:56';
  expect(
    parseNodeList({ eth0: [listed('198.41.0.4/24', { mac }), listed('fe80::1/64', { mac, scopeid: 3 })] }),
  ).toEqual([
    { interface: 'eth0', family: 'ipv4', address: '198.41.0.4', prefixLength: 24, mac, scopeId: 0 },
    { interface: 'eth0', family: 'ipv6', address: 'fe80::1', prefixLength: 64, mac, scopeId: 3 },
  ]);
});

test('a netmask with holes leaves the length unknown', () => {
  expect(parseNodeList({ eth0: [{ ...listed('198.41.0.4/24'), cidr: null }] })).toMatchObject([
    { prefixLength: 'unknown' },
  ]);
});

test.for<{ address: string; read: string }>([
  { address: '::ffff:198.41.0.4', read: '::ffff:c629:4' },
  { address: '::198.41.0.4', read: '::c629:4' },
  { address: 'fe80::1%en0', read: 'fe80::1' },
])('an address has one form: $address', ({ address, read }) => {
  expect(parseNodeList({ en0: [{ ...listed('::/64'), address }] })).toMatchObject([{ address: read }]);
});

test('a list that is refused is a reason in words', () => {
  const refuse = () => {
    throw new Error('error 13');
  };
  expect(readNodeList(refuse)).toEqual({ ok: false, failure: expect.stringContaining('error 13') });
});
