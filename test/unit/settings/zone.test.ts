import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseZone } from '../../../src/settings/zone.ts';

test.for([
  ['example.dynv6.net', 'example.dynv6.net', 'example.dynv6.net'],
  ['EXAMPLE.dynv6.net.', 'example.dynv6.net', 'example.dynv6.net'],
  ['MÜLLER.dynv6.net.', 'xn--mller-kva.dynv6.net', 'müller.dynv6.net'],
  ['mu\u0308ller.dynv6.net', 'xn--mller-kva.dynv6.net', 'müller.dynv6.net'],
  ['xn--mller-kva.dynv6.net', 'xn--mller-kva.dynv6.net', 'müller.dynv6.net'],
  ['my-host.v6.rocks', 'my-host.v6.rocks', 'my-host.v6.rocks'],
] as const)('%s is the zone %s, shown as %s', ([typed, zone, label]) => {
  expect(parseZone(typed)).toEqual({ ok: true, value: { zone, label } });
});

test.for([
  ['exa mple.dynv6.net', /white space/],
  ['https://example.dynv6.net', /the name alone/],
  ['example..net', /two dots/],
  ['.example.net', /two dots/],
  ['-a.example.net', /no part of a host name/],
  ['exa_mple!.net', /no part of a host name/],
  [`${'a'.repeat(64)}.net`, /longer than 63/],
  [`${'a.'.repeat(127)}net`, /longer than 253/],
  ['198.41.0.4', /looks like an address/],
  ['example', /has a dot/],
  ['', /host name/],
  ['.', /host name/],
] as const)('%j is refused: %s', ([typed, reason]) => {
  const parsed = parseZone(typed);
  expect(parsed.ok ? 'taken' : parsed.failure).toMatch(reason);
});

test('no text makes it throw, and what it takes it takes again', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.domain()), (typed) => {
      const parsed = parseZone(typed);
      expect(parsed.ok ? parseZone(parsed.value.zone) : parsed).toEqual(parsed);
    }),
  );
});
