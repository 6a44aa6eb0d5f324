import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zoneAround } from '../../../src/acme/zone-around.ts';

function around(name: string, zones: readonly string[]): string | null {
  return (
    zoneAround(
      name,
      zones.map((zone) => ({ zone })),
    )?.zone ?? null
  );
}

test.for([
  { is: 'the zone itself', name: 'example.dynv6.net', zones: ['example.dynv6.net'], zone: 'example.dynv6.net' },
  {
    is: 'a name in it',
    name: '_acme-challenge.example.dynv6.net',
    zones: ['example.dynv6.net'],
    zone: 'example.dynv6.net',
  },
  { is: 'a name far down', name: 'a.b.c.example.dynv6.net', zones: ['example.dynv6.net'], zone: 'example.dynv6.net' },
  {
    is: 'the longest of several',
    name: 'a.lab.example.org',
    zones: ['example.org', 'lab.example.org', 'org', 'b.lab.example.org'],
    zone: 'lab.example.org',
  },
  { is: 'another zone with the same end', name: 'my-example.dynv6.net', zones: ['example.dynv6.net'], zone: null },
  { is: 'a zone below the name', name: 'dynv6.net', zones: ['example.dynv6.net'], zone: null },
  { is: 'no zones', name: 'example.dynv6.net', zones: [], zone: null },
])('$is (C60)', ({ name, zones, zone }) => {
  expect(around(name, zones)).toBe(zone);
});

const label = fc.stringMatching(/^[a-z\d]{1,3}$/);
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));

test('the zone is found at a dot or nowhere, and no longer one would do', () => {
  fc.assert(
    fc.property(name, fc.array(name), (asked, zones) => {
      const found = around(asked, zones);
      const labels = asked.split('.');
      const enclosing = labels.map((_, at) => labels.slice(at).join('.'));
      expect(found).toBe(enclosing.find((zone) => zones.includes(zone)) ?? null);
    }),
  );
});

test('the order of the zones does not matter', () => {
  fc.assert(
    fc.property(name, fc.uniqueArray(name), (asked, zones) => {
      expect(around(asked, zones.toReversed())).toBe(around(asked, zones));
    }),
  );
});
