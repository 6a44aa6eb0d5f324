import { describe, expect, test } from 'vitest';
import { parseDuration } from '../../../src/settings/duration.ts';
import { isExposed, parseHostPort, parseServer } from '../../../src/settings/server.ts';
import { parseIpv4Wish, parseIpv6Wish, parsePrefixWish } from '../../../src/settings/wish.ts';

describe('--ipv4', () => {
  test.for(['detect', 'interface', 'auto', 'none', 'remove'])('takes the word %s', (word) => {
    expect(parseIpv4Wish(word)).toEqual({ ok: true, value: word });
  });

  test('takes a public address', () => {
    expect(parseIpv4Wish('198.41.0.4')).toEqual({ ok: true, value: { value: '198.41.0.4' } });
  });

  test.for([
    '0.0.0.0',
    '255.255.255.255',
    '198.41.000.4',
    '10.0.0.1',
    '100.64.0.1',
    '192.0.2.1',
    '::1',
    '-',
    '',
    'detct',
    '2a02::1',
  ])('refuses %j', (text) => {
    expect(parseIpv4Wish(text).ok).toBe(false);
  });
});

describe('--ipv6', () => {
  test('brings every spelling of an address into one', () => {
    expect(parseIpv6Wish('2A02:12AB:034C:00EF:0:0:0:1')).toEqual({
      ok: true,
      value: { wish: { value: '2a02:12ab:34c:ef::1' }, network: null },
    });
  });

  test('takes the network from a length', () => {
    expect(parseIpv6Wish('2a02:12ab:34c:ef::1/56')).toEqual({
      ok: true,
      value: { wish: { value: '2a02:12ab:34c:ef::1' }, network: '2a02:12ab:34c::/56' },
    });
  });

  test('makes no network of a length of 128', () => {
    expect(parseIpv6Wish('2a02::1/128')).toEqual({ ok: true, value: { wish: { value: '2a02::1' }, network: null } });
  });

  test.for([
    '::ffff:198.41.0.4',
    '::',
    '::1',
    'fe80::1%eth0',
    '2a02:12ab::1%eth0',
    'fd00::1',
    '198.41.0.4',
    '2a02::1/129',
    '2a02::1/0',
    'remove',
    '2001:db8::1',
  ])('refuses %j', (text) => {
    expect(parseIpv6Wish(text).ok).toBe(false);
  });
});

describe('--prefix', () => {
  test('takes a network', () => {
    expect(parsePrefixWish('2A02:12ab:34c::/56')).toEqual({ ok: true, value: { value: '2a02:12ab:34c::/56' } });
  });

  test.for([
    ['2a02:12ab:34c:ef::1/56', /without host bits: 2a02:12ab:34c::\/56/],
    ['2a02:12ab:34c::', /the length is missing/],
    ['2a02::1/128', /more than one host/],
    ['fd00::/48', /unique local/],
    ['198.41.0.0/24', /IPv6 network/],
    ['::/0', /from 12 to 128/],
  ] as const)('refuses %s: %s', ([text, reason]) => {
    const parsed = parsePrefixWish(text);
    expect(parsed.ok ? 'taken' : parsed.failure).toMatch(reason);
  });
});

test.for([
  ['10s', 10_000],
  ['500ms', 500],
  ['5m', 300_000],
  ['1.5h', 5_400_000],
  ['7d', 604_800_000],
  ['30', 30_000],
  ['0', 0],
] as const)('a duration of %s is %i ms', ([text, milliseconds]) => {
  expect(parseDuration(text)).toEqual({ ok: true, value: milliseconds });
});

test.for(['', '-5', '-5s', '10 minutes', '1w', 'soon', '1e9s', 'Infinity', '400d', '0x10s'])(
  '%j is no duration',
  (text) => {
    expect(parseDuration(text).ok).toBe(false);
  },
);

test.for([
  ['https://dynv6.com', 'https://dynv6.com/'],
  ['https://EXAMPLE.com/', 'https://example.com/'],
  ['dynv6.com', 'https://dynv6.com/'],
  ['https://example.com./base//', 'https://example.com/base/'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
] as const)('the server %s is %s', ([typed, href]) => {
  const server = parseServer(typed);
  expect(server.ok && server.value.href).toBe(href);
});

test.for([
  'ftp://dynv6.com',
  'https://user:password@dynv6.com',
  'https://dynv6.com/?a=b',
  'https://',
  'a b',
  'https://a#b',
])('%s is no server', (typed) => {
  expect(parseServer(typed).ok).toBe(false);
});

test.for([
  ['http://dynv6.com', true],
  ['https://dynv6.com', false],
  ['http://127.0.0.1:80', false],
  ['http://[::1]:80', false],
  ['http://localhost', false],
] as const)('whether %s can be read on the way: %s', ([url, exposed]) => {
  expect(isExposed(new URL(url))).toBe(exposed);
});

test.for([
  ['ns1.dynv6.com', { host: 'ns1.dynv6.com', port: 53 }],
  ['ns1.dynv6.com:5353', { host: 'ns1.dynv6.com', port: 5353 }],
  ['[2a02::53]:5353', { host: '2a02::53', port: 5353 }],
  ['2a02::53', { host: '2a02::53', port: 53 }],
  ['127.0.0.1:5300', { host: '127.0.0.1', port: 5300 }],
] as const)('%s is %o', ([typed, at]) => {
  expect(parseHostPort(typed, 53)).toEqual({ ok: true, value: at });
});

test.for(['', ':53', 'a:0', 'a:99999', 'a:b', 'https://a', '-a', 'user@a', 'a b'])(
  '%j is no host with a port',
  (typed) => {
    expect(parseHostPort(typed, 53).ok).toBe(false);
  },
);
