import { expect, test } from 'vitest';
import { parseName, parseTarget } from '../../../src/records/name.ts';
import { zone } from './zone.ts';

interface Row {
  readonly is: string;
  readonly typed: string;
  readonly name?: string;
  readonly message?: string;
}

test.for<Row>([
  { is: 'a relative name stays', typed: 'www', name: 'www' },
  { is: 'several labels stay relative', typed: '_acme-challenge.www', name: '_acme-challenge.www' },
  { is: '@ is the apex', typed: '@', name: '' },
  { is: 'nothing is the apex', typed: '', name: '' },
  { is: "the zone's own name is the apex", typed: 'example.dynv6.net', name: '' },
  { is: "the zone's own name with its dot is the apex", typed: 'Example.dynv6.net.', name: '' },
  { is: "the zone's name at the end makes a name absolute", typed: 'www.example.dynv6.net', name: 'www' },
  { is: 'a final dot makes a name absolute', typed: 'a.b.example.dynv6.net.', name: 'a.b' },
  { is: 'upper case, which the service refuses, is lowered', typed: 'WWW', name: 'www' },
  { is: 'a wildcard stands in front', typed: '*.lab', name: '*.lab' },
  { is: 'a wildcard stands alone', typed: '*', name: '*' },
  { is: 'an international name becomes punycode', typed: 'Müller', name: 'xn--mller-kva' },
  { is: 'a combining mark is the same letter', typed: 'mu\u0308ller', name: 'xn--mller-kva' },
  { is: 'wide digits are digits, and no IPv4 address', typed: '１', name: '1' },
  {
    is: 'a neighbour with the same end is outside (C60)',
    typed: 'my-example.dynv6.net',
    message: 'my-example.dynv6.net lies outside the zone example.dynv6.net',
  },
  {
    is: 'an absolute name elsewhere is outside',
    typed: 'www.example.com.',
    message: 'www.example.com. lies outside the zone example.dynv6.net',
  },
  { is: 'blanks are refused', typed: 'a b', message: '"a b" is not a name that a record can have' },
  { is: 'an empty label is refused', typed: 'a..b', message: '"a..b" is not a name that a record can have' },
  { is: 'a wildcard inside is refused', typed: 'a.*', message: '"a.*" is not a name that a record can have' },
  { is: 'a hyphen in front is refused', typed: '-a', message: '"-a" is not a name that a record can have' },
  {
    is: 'a dot inside one character is refused',
    typed: 'a。b',
    message: '"a。b" is not a name that a record can have',
  },
  { is: 'a slash is refused', typed: 'ü/x', message: '"ü/x" is not a name that a record can have' },
  {
    is: 'a label of 64 characters is refused',
    typed: 'a'.repeat(64),
    message: `"${'a'.repeat(64)}" is not a name that a record can have`,
  },
  {
    is: 'a name that is too long with its zone is refused',
    typed: `${'a'.repeat(60)}.`.repeat(4).slice(0, -1),
    message: `"${`${'a'.repeat(60)}.`.repeat(4).slice(0, -1)}" is too long for a name`,
  },
])('$is', ({ typed, name, message }) => {
  const parsed = parseName(zone, typed);
  expect(parsed).toEqual(
    name === undefined ? { ok: false, failure: { code: 'usage', message } } : { ok: true, value: name },
  );
});

test.for<Row>([
  { is: 'a target without a dot stays relative', typed: 'mail', name: 'mail' },
  { is: 'a target with its dot stays absolute', typed: 'Mail.Example.com.', name: 'mail.example.com.' },
  {
    is: "the zone's name at the end gets the dot it lacks",
    typed: 'www.example.dynv6.net',
    name: 'www.example.dynv6.net.',
  },
  { is: '@ is the zone itself', typed: '@', name: 'example.dynv6.net.' },
  {
    is: 'an address is no target',
    typed: '198.41.0.4',
    message: '198.41.0.4 is not a name: an address belongs into an A record',
  },
  { is: 'an IPv6 address is no target', typed: '2a02::1', message: '"2a02::1" is not a name to point to' },
  { is: 'a wildcard is no target', typed: '*', message: '"*" is not a name to point to' },
  { is: 'nothing is no target', typed: '', message: '"" is not a name to point to' },
])('$is', ({ typed, name, message }) => {
  const parsed = parseTarget(zone, typed);
  expect(parsed).toEqual(
    name === undefined ? { ok: false, failure: { code: 'usage', message } } : { ok: true, value: name },
  );
});
