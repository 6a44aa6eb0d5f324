import { expect, test } from 'vitest';
import type { Remembered } from '../../../src/remembered.ts';
import { expectationOf, expectedOf } from '../../../src/status/expectation.ts';

const now = 1_700_000_000_000;
const minute = 60_000;

function accepted(values: Readonly<Record<string, string>>, at = now - 60 * minute): Remembered {
  const entries = Object.entries(values).map(([field, value]) => [field, { value, at }]);
  return { accepted: Object.fromEntries(entries), response: 'addresses updated', changedAt: 0, refusal: null };
}

test('what the service accepted is what the name servers should say', () => {
  const values = { ipv4: '198.41.0.4', ipv6: '2a02:12ab::1', ipv6prefix: '2a02:12ab::/64' };
  expect(expectationOf(accepted(values), now)).toEqual({
    expected: { A: ['198.41.0.4'], AAAA: ['2a02:12ab::1'] },
    settling: false,
  });
});

test('where nothing is remembered, nothing is expected', () => {
  expect(expectationOf(null, now)).toEqual({ expected: { A: null, AAAA: null }, settling: false });
});

test.for([
  { is: 'a minute ago', at: now - minute, settling: true },
  { is: 'ten minutes ago', at: now - 10 * minute, settling: false },
  { is: 'in the future: the clock was set back', at: now + minute, settling: false },
])('values that were accepted $is: still on their way: $settling', ({ at, settling }) => {
  expect(expectationOf(accepted({ ipv4: '198.41.0.4' }, at), now).settling).toBe(settling);
});

test.for([
  { values: { ipv4: 'auto', ipv6: 'auto' }, expected: { A: null, AAAA: null } },
  { values: { ipv4: '-', ipv6: '6to4' }, expected: { A: [], AAAA: null } },
  { values: { ipv6: '2A02:12AB:0::1' }, expected: { A: null, AAAA: ['2a02:12ab::1'] } },
  { values: { ipv6prefix: '-' }, expected: { A: null, AAAA: null } },
])('$values means $expected', ({ values, expected }) => {
  expect(expectedOf(values)).toEqual(expected);
});
