import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonTree } from '../../../src/records/json-tree.ts';
import { parseRecordsFile } from '../../../src/records/parse-records-file.ts';
import { zone } from './zone.ts';

const unused = { priority: null, weight: null, port: null, flags: null, tag: null };
const www = { ...unused, name: 'www', type: 'A', data: '198.41.0.4' };
const mail = { ...unused, name: '', type: 'MX', priority: 10, data: 'mail' };

interface Good {
  readonly is: string;
  readonly text: string;
  readonly records: readonly object[];
}

test.for<Good>([
  { is: 'a document', text: '{ "records": [ { "name": "www", "type": "A", "data": "198.41.0.4" } ] }', records: [www] },
  { is: 'a bare list', text: '[{"name":"www","type":"A","data":"198.41.0.4"}]', records: [www] },
  { is: 'no records', text: '[]', records: [] },
  { is: 'the fields in the data', text: '[{"name":"@","type":"MX","data":"10 mail"}]', records: [mail] },
  { is: 'the fields beside the data', text: '[{"name":"@","type":"mx","data":"mail","priority":10}]', records: [mail] },
  {
    is: 'a CAA value with blanks beside its fields',
    text: '[{"name":"","type":"CAA","flags":0,"tag":"issue","data":"a; b"}]',
    records: [{ ...unused, name: '', type: 'CAA', flags: 0, tag: 'issue', data: 'a; b' }],
  },
  {
    is: "a record that follows the zone's address",
    text: '[{"name":"www","type":"A"},{"name":"www","type":"AAAA","data":""}]',
    records: [
      { ...www, data: '' },
      { ...www, type: 'AAAA', data: '' },
    ],
  },
  {
    is: 'what the list command prints',
    text: `{"version":1,"zone":"example.dynv6.net","records":[${JSON.stringify({ ...mail, expandedData: null, id: 7, zoneID: 3 })}]}`,
    records: [mail],
  },
  {
    is: 'a byte order mark and the line ends of Windows',
    text: '\uFEFF[\r\n  { "name": "www", "type": "A",\r\n "data": "198.41.0.4" }\r\n]\r\n',
    records: [www],
  },
])('a file may hold $is', ({ text, records }) => {
  expect(parseRecordsFile(zone, text)).toEqual({ ok: true, value: records });
});

test.for<{ readonly text: string; readonly message: string }>([
  { text: '', message: 'line 1, column 1: a value is expected here' },
  { text: '# records', message: 'line 1, column 1: a value is expected here' },
  { text: '{"records": [', message: 'line 1, column 14: a value is expected here' },
  { text: '[]\n]', message: 'line 2, column 1: the end of the file is expected here' },
  { text: '[{"name": "www",\r\n}]', message: 'line 2, column 1: a name in double quotes is expected here' },
  { text: "[{'name': 1}]", message: 'line 1, column 3: a name in double quotes is expected here' },
  { text: '[{"name" "www"}]', message: 'line 1, column 10: ":" is expected here' },
  { text: '[1 2]', message: 'line 1, column 4: "," or "]" is expected here' },
  { text: '[01]', message: 'line 1, column 2: a value is expected here' },
  { text: '['.repeat(200), message: 'line 1, column 102: nested too deeply' },
  { text: '"records"', message: 'line 1, column 1: a list of records is expected here' },
  { text: '{"recods": []}', message: 'line 1, column 2: "recods" is not known here: is "records" meant?' },
  { text: '{"records": {}}', message: 'line 1, column 13: "records" must be a list' },
  { text: '{}', message: 'line 1, column 1: "records" must be a list' },
  { text: '{"version": 2, "records": []}', message: 'line 1, column 2: only version 1 is known' },
  {
    text: '{"zone": "other.dynv6.net", "records": []}',
    message: 'line 1, column 2: these are the records of another zone than example.dynv6.net',
  },
  { text: '["www A"]', message: 'line 1, column 2: a record, in braces, is expected here' },
  { text: '[\n {"name":"www",\n  "typ":"A"}]', message: 'line 3, column 3: "typ" is not known here: is "type" meant?' },
  { text: '[{"name":"www","type":"A","ttl":60}]', message: 'line 1, column 27: "ttl" is not known here' },
  { text: '[{"name":"a","name":"b"}]', message: 'line 1, column 14: "name" stands here twice' },
  { text: '[{"type":"A"}]', message: 'line 1, column 2: this record has no "name"' },
  { text: '[{"name":"www"}]', message: 'line 1, column 2: this record has no "type"' },
  { text: '[{"name":"www","type":"TXT"}]', message: 'line 1, column 2: this record has no "data"' },
  { text: '[{"name":1,"type":"A"}]', message: 'line 1, column 3: "name" must be a text in double quotes' },
  { text: '[{"name":"a","type":"A","data":{}}]', message: 'line 1, column 25: "data" must be a text in double quotes' },
  { text: '[{"name":"@","type":"A","port":1}]', message: 'line 1, column 25: A has no "port"' },
  {
    text: '[{"name":"@","type":"SRV","priority":1,"data":"x"}]',
    message: 'line 1, column 2: this record has no "weight"',
  },
  {
    text: '[{"name":"@","type":"MX","priority":{},"data":"x"}]',
    message: 'line 1, column 2: priority is a number from 0 to 65535, not "false"',
  },
  { text: '[{"name":"@","type":"AAA"}]', message: 'line 1, column 2: there is no record type "AAA": is AAAA meant?' },
  {
    text: '[{"name":"x.org.","type":"A"}]',
    message: 'line 1, column 2: x.org. lies outside the zone example.dynv6.net',
  },
])('$text: $message', ({ text, message }) => {
  expect(parseRecordsFile(zone, text)).toEqual({ ok: false, failure: { code: 'usage', message } });
});

test('whatever JSON can hold is read', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
      const spaced = JSON.stringify(JSON.parse(text), null, indent);
      expect(parseJsonTree(spaced)).toMatchObject({ ok: true });
    }),
  );
});

test('what JSON.parse refuses is refused', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', '0', 'x', '\\'), (text, seed, piece) => {
      const at = seed % (text.length + 1);
      const broken = text.slice(0, at) + piece + text.slice(at + 1);
      if (!isJson(broken)) expect(parseJsonTree(broken)).toMatchObject({ ok: false });
      else expect(broken).toBeTypeOf('string');
    }),
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
