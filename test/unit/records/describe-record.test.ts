import { expect, test } from 'vitest';
import { describeRecord } from '../../../src/records/describe-record.ts';
import { parseRecord } from '../../../src/records/parse-record.ts';
import { zone } from './zone.ts';

const plain = { name: 'www', data: '', priority: null, weight: null, port: null, flags: null, tag: null };

test.for<readonly [name: string, type: string, data: string, line: string]>([
  ['www', 'A', '198.41.0.4', 'www A 198.41.0.4'],
  ['www', 'AAAA', '', "www AAAA (follows the zone's address)"],
  ['@', 'MX', '10 mail', '@ MX 10 mail'],
  ['_sip._tcp', 'SRV', '1 2 3 sip', '_sip._tcp SRV 1 2 3 sip'],
  ['@', 'CAA', '0 issue ";"', '@ CAA 0 issue ";"'],
  ['@', 'TXT', 'say "hi"', '@ TXT "say \\"hi\\""'],
  ['@', 'CNAME', 'x.', '@ CNAME x.'],
])('%s %s %s is shown as %s', ([name, type, data, line]) => {
  const record = parseRecord(zone, name, type, data === '' ? [] : [data]);
  expect(record.ok && describeRecord(record.value)).toBe(line);
});

test('what the service holds cannot reach the terminal as a command', () => {
  expect(describeRecord({ ...plain, type: 'TXT', data: 'a\u001b[2Jb' })).toBe('www TXT "a\\027[2Jb"');
  expect(describeRecord({ ...plain, type: 'CNAME', data: 'a\u001b[2Jb' })).toBe('www CNAME a?[2Jb');
  expect(describeRecord({ ...plain, type: 'LOC', name: 'a\nb', data: '52 N' })).toBe('a?b LOC 52 N');
});
