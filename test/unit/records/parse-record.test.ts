import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRecord } from '../../../src/records/parse-record.ts';
import { recordTypes } from '../../../src/records/record.ts';
import { zone } from './zone.ts';

const unused = { priority: null, weight: null, port: null, flags: null, tag: null };

interface Good {
  readonly is: string;
  readonly words: readonly [name: string, type: string, ...data: string[]];
  readonly record: object;
}

test.for<Good>([
  { is: 'an A record', words: ['www', 'a', '198.41.0.4'], record: { type: 'A', name: 'www', data: '198.41.0.4' } },
  {
    is: "an A record that follows the zone's address",
    words: ['www', 'A'],
    record: { type: 'A', name: 'www', data: '' },
  },
  {
    is: 'empty data, which means the same',
    words: ['www', 'AAAA', ''],
    record: { type: 'AAAA', name: 'www', data: '' },
  },
  {
    is: 'an AAAA record, in the short form',
    words: ['@', 'AAAA', '2A02:12AB:0:0:0:0:0:1'],
    record: { type: 'AAAA', name: '', data: '2a02:12ab::1' },
  },
  {
    is: 'an interface identifier',
    words: ['nas', 'AAAA', '::1234:567:890:ABCD'],
    record: { type: 'AAAA', name: 'nas', data: '::1234:567:890:abcd' },
  },
  {
    is: 'a MAC address with hyphens',
    words: ['nas', 'AAAA', 'AA-BB-CC-DD-EE-FF'],
    record: { type: 'AAAA', name: 'nas', data: 'aa:bb:cc:dd:ee:ff' },
  },
  { is: 'a CNAME', words: ['blog', 'CNAME', 'www'], record: { type: 'CNAME', name: 'blog', data: 'www' } },
  {
    is: 'an MX in two words',
    words: ['@', 'MX', '10', 'mail'],
    record: { type: 'MX', name: '', priority: 10, data: 'mail' },
  },
  {
    is: 'an MX in one word',
    words: ['@', 'MX', '10 mail'],
    record: { type: 'MX', name: '', priority: 10, data: 'mail' },
  },
  {
    is: 'an MX that takes no mail',
    words: ['@', 'MX', '0', '.'],
    record: { type: 'MX', name: '', priority: 0, data: '.' },
  },
  {
    is: 'an SRV',
    words: ['_sip._tcp', 'SRV', '10', '5', '5060', 'sip.example.com.'],
    record: { type: 'SRV', name: '_sip._tcp', priority: 10, weight: 5, port: 5060, data: 'sip.example.com.' },
  },
  {
    is: 'a CAA with a quoted value',
    words: ['@', 'CAA', '0 issue "letsencrypt.org; accounturi=https://x/1"'],
    record: { type: 'CAA', name: '', flags: 0, tag: 'issue', data: 'letsencrypt.org; accounturi=https://x/1' },
  },
  {
    is: 'a CAA in three words',
    words: ['@', 'CAA', '128', 'IODEF', 'mailto:me@example.com'],
    record: { type: 'CAA', name: '', flags: 128, tag: 'iodef', data: 'mailto:me@example.com' },
  },
  { is: 'a plain TXT', words: ['@', 'TXT', 'v=spf1 -all'], record: { type: 'TXT', name: '', data: 'v=spf1 -all' } },
  {
    is: 'a quoted TXT',
    words: ['@', 'TXT', '"v=spf1 " "-all"'],
    record: { type: 'TXT', name: '', data: 'v=spf1 -all' },
  },
  {
    is: 'a quoted TXT in several words',
    words: ['@', 'TXT', '"v=spf1 "', '"-all"'],
    record: { type: 'TXT', name: '', data: 'v=spf1 -all' },
  },
  {
    is: 'a TXT of more than 255 characters, in one piece',
    words: ['dkim._domainkey', 'TXT', 'p='.padEnd(700, 'A')],
    record: { type: 'TXT', name: 'dkim._domainkey', data: 'p='.padEnd(700, 'A') },
  },
  { is: 'an SPF', words: ['@', 'spf', 'v=spf1 -all'], record: { type: 'SPF', name: '', data: 'v=spf1 -all' } },
])('$is', ({ words: [name, type, ...data], record }) => {
  expect(parseRecord(zone, name, type, data)).toEqual({ ok: true, value: { ...unused, ...record } });
});

interface Bad {
  readonly words: readonly [name: string, type: string, ...data: string[]];
  readonly message: string;
}

test.for<Bad>([
  { words: ['www', 'NS', 'x'], message: 'there is no record type "NS"' },
  { words: ['www', 'CNAM', 'x'], message: 'there is no record type "CNAM": is CNAME meant?' },
  { words: ['www.other.org.', 'A'], message: 'www.other.org. lies outside the zone example.dynv6.net' },
  { words: ['www', 'A', '198.41.0.04'], message: '"198.41.0.04" is not an IPv4 address' },
  { words: ['www', 'A', '198.41.0.4', '198.41.0.5'], message: "A takes one address, or none to follow the zone's" },
  {
    words: ['www', 'AAAA', '198.41.0.4'],
    message: '"198.41.0.4" is neither an IPv6 address nor an interface identifier nor a MAC address',
  },
  { words: ['www', 'AAAA', '::'], message: '"::" is no address of a host' },
  {
    words: ['www', 'AAAA', '::ffff:198.41.0.4'],
    message: '::ffff:198.41.0.4 is an IPv4 address in IPv6 clothes: use an A record',
  },
  { words: ['www', 'CNAME'], message: 'CNAME takes one name' },
  { words: ['@', 'MX', 'mail'], message: 'MX takes a priority and a name: 10 mail' },
  { words: ['@', 'MX', '65536', 'mail'], message: 'priority is a number from 0 to 65535, not "65536"' },
  { words: ['@', 'MX', '1e1', 'mail'], message: 'priority is a number from 0 to 65535, not "1e1"' },
  { words: ['_sip._tcp', 'SRV', '10 5 sip'], message: 'SRV takes priority, weight, port and a name: 10 5 5060 sip' },
  { words: ['_sip._tcp', 'SRV', '10', '-5', '5060', 'sip'], message: 'weight is a number from 0 to 65535, not "-5"' },
  { words: ['@', 'CAA', '256', 'issue', 'x'], message: 'flags is a number from 0 to 255, not "256"' },
  { words: ['@', 'CAA', '0', 'isue', 'x'], message: 'CAA has the tags issue, issuewild, iodef, not "isue"' },
  {
    words: ['@', 'CAA', '0 issue a b'],
    message: 'CAA takes flags, a tag and a value, in quotes where it has blanks: 0 issue letsencrypt.org',
  },
  { words: ['@', 'TXT'], message: 'TXT needs a text' },
  { words: ['@', 'TXT', ''], message: 'TXT needs a text' },
  { words: ['@', 'TXT', 'two', 'words'], message: 'TXT takes one text: put it in quotes' },
  { words: ['@', 'TXT', '"open'], message: 'the quotes in "open do not match' },
  { words: ['@', 'TXT', 'a\nb'], message: 'TXT cannot hold line ends or other control characters' },
  { words: ['@', 'TXT', 'a'.repeat(65_280)], message: 'TXT holds 65279 octets at most, not 65280' },
])('$message', ({ words: [name, type, ...data], message }) => {
  expect(parseRecord(zone, name, type, data)).toMatchObject({ ok: false, failure: { code: 'usage', message } });
});

test('no words make the parser throw', () => {
  const word = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.ipV4(),
    fc.ipV6(),
    fc.domain(),
    fc.nat().map(String),
  );
  const type = fc.oneof(fc.constantFrom(...recordTypes), fc.string());
  fc.assert(
    fc.property(word, type, fc.array(word, { maxLength: 4 }), (name, typed, data) => {
      expect(parseRecord(zone, name, typed, data)).toHaveProperty('ok');
    }),
  );
});
