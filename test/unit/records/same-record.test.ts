import { expect, test } from 'vitest';
import type { RecordContent } from '../../../src/records/record.ts';
import { sameRecord } from '../../../src/records/same-record.ts';
import { zone } from './zone.ts';

const plain: RecordContent = {
  type: 'A',
  name: 'www',
  data: '',
  priority: null,
  weight: null,
  port: null,
  flags: null,
  tag: null,
};

interface Row {
  readonly is: string;
  readonly one: Partial<RecordContent>;
  readonly other: Partial<RecordContent>;
}

test.for<Row>([
  { is: 'names in another case', one: { name: 'www' }, other: { name: 'WWW' } },
  { is: 'both spellings of the apex', one: { name: '' }, other: { name: '@' } },
  { is: 'a field that the type does not use', one: { priority: null }, other: { priority: 0, weight: 7, tag: 'x' } },
  {
    is: 'IPv6 addresses in other spellings',
    one: { type: 'AAAA', data: '2a02::1' },
    other: { type: 'AAAA', data: '2A02:0:0:0:0:0:0:0001' },
  },
  {
    is: 'MAC addresses in other spellings',
    one: { type: 'AAAA', data: 'aa:bb:cc:dd:ee:ff' },
    other: { type: 'AAAA', data: 'AA-BB-CC-DD-EE-FF' },
  },
  {
    is: 'a target written relative and absolute',
    one: { type: 'CNAME', data: 'mail' },
    other: { type: 'CNAME', data: 'Mail.example.dynv6.net.' },
  },
  { is: 'a text in quotes', one: { type: 'TXT', data: 'a b' }, other: { type: 'TXT', data: '"a b"' } },
  {
    is: 'a long text in pieces',
    one: { type: 'TXT', data: 'a'.repeat(300) },
    other: { type: 'TXT', data: `"${'a'.repeat(255)}" "${'a'.repeat(45)}"` },
  },
  {
    is: 'a tag in another case and a quoted value',
    one: { type: 'CAA', flags: 0, tag: 'issue', data: 'letsencrypt.org' },
    other: { type: 'CAA', flags: null, tag: 'ISSUE', data: '"letsencrypt.org"' },
  },
  { is: 'an unknown type with the same fields', one: { type: 'LOC', data: 'x' }, other: { type: 'LOC', data: 'x' } },
])('the same: $is', ({ one, other }) => {
  expect(sameRecord(zone, { ...plain, ...one }, { ...plain, ...other })).toBe(true);
});

test.for<Row>([
  { is: 'another name', one: { name: 'www' }, other: { name: 'www2' } },
  { is: 'another type', one: { type: 'TXT', data: 'x' }, other: { type: 'SPF', data: 'x' } },
  { is: 'another address', one: { data: '198.41.0.4' }, other: { data: '198.41.0.5' } },
  { is: 'an address and none', one: { data: '198.41.0.4' }, other: { data: '' } },
  {
    is: 'another priority',
    one: { type: 'MX', data: 'm', priority: 1 },
    other: { type: 'MX', data: 'm', priority: 2 },
  },
  { is: 'another weight', one: { type: 'SRV', data: 'm', weight: 1 }, other: { type: 'SRV', data: 'm', weight: 2 } },
  { is: 'another port', one: { type: 'SRV', data: 'm', port: 1 }, other: { type: 'SRV', data: 'm', port: 2 } },
  {
    is: 'another tag',
    one: { type: 'CAA', data: 'm', tag: 'issue' },
    other: { type: 'CAA', data: 'm', tag: 'issuewild' },
  },
  { is: 'another flag', one: { type: 'CAA', data: 'm', flags: 0 }, other: { type: 'CAA', data: 'm', flags: 128 } },
  { is: 'a target elsewhere', one: { type: 'CNAME', data: 'mail' }, other: { type: 'CNAME', data: 'mail.' } },
  { is: 'a text in another case', one: { type: 'TXT', data: 'a' }, other: { type: 'TXT', data: 'A' } },
])('not the same: $is', ({ one, other }) => {
  expect(sameRecord(zone, { ...plain, ...one }, { ...plain, ...other })).toBe(false);
});
