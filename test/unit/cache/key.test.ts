import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cacheKey } from '../../../src/cache/key.ts';
import { parseZone } from '../../../src/settings/zone.ts';
import { channelNames, type Zone } from '../../../src/update.ts';

function zone(typed: string): Zone {
  const parsed = parseZone(typed);
  if (!parsed.ok) throw new Error(parsed.failure);
  return parsed.value.zone;
}

test('another server, zone or channel is another key, and the same ones are the same', () => {
  const words = fc.tuple(
    fc.constantFrom('https://dynv6.com/', 'http://dynv6.com/', 'ns1.dynv6.com', 'api@dynv6.com:22', 'a b'),
    fc.constantFrom('example.dynv6.net', 'host.example.dynv6.net', 'xn--mller-kva.dynv6.net').map(zone),
    fc.constantFrom(...channelNames),
  );
  fc.assert(
    fc.property(words, words, (one, other) => {
      expect(cacheKey(...one) === cacheKey(...other)).toBe(one.every((word, index) => word === other[index]));
    }),
  );
});

test('a zone that is spelled differently has the same key (C35)', () => {
  const keys = ['MÜLLER.dynv6.net.', 'mu\u0308ller.dynv6.net', 'xn--mller-kva.dynv6.net'].map((typed) =>
    cacheKey('https://dynv6.com/', zone(typed), 'update-api'),
  );
  expect(new Set(keys).size).toBe(1);
});
