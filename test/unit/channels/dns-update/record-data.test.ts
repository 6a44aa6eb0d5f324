import fc from 'fast-check';
import { expect, test } from 'vitest';
import { types } from '../../../../src/channels/dns-update/codes.ts';
import { type EditableType, formatData, parseData } from '../../../../src/channels/dns-update/record-data.ts';

test.for<{ type: EditableType; text: string; hex: string | null }>([
  { type: 'A', text: '198.41.0.4', hex: 'c6290004' },
  { type: 'AAAA', text: '2a02:12ab::1', hex: '2a0212ab000000000000000000000001' },
  { type: 'AAAA', text: '::', hex: '00'.repeat(16) },
  { type: 'TXT', text: 'ä', hex: '02c3a4' },
  { type: 'TXT', text: '', hex: '00' },
  { type: 'TXT', text: 'x'.repeat(256), hex: `ff${'78'.repeat(255)}0178` },
  { type: 'TXT', text: 'x'.repeat(65_281), hex: null },
  { type: 'A', text: '198.41.0', hex: null },
  { type: 'A', text: '0198.41.0.4', hex: null },
  { type: 'A', text: '2a02:12ab::1', hex: null },
  { type: 'AAAA', text: '198.41.0.4', hex: null },
  { type: 'AAAA', text: 'fe80::1%eth0', hex: null },
  { type: 'AAAA', text: '-', hex: null },
])('$type "$text"', ({ type, text, hex }) => {
  const data = parseData(type, text);
  expect(data === null ? null : Buffer.from(data).toString('hex')).toBe(hex);
});

test('a text of any length reads back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 1500 }), (text) => {
      expect(formatData(types.TXT, parseData('TXT', text) ?? new Uint8Array())).toBe(text);
    }),
  );
});

test('addresses read back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      expect(parseData('AAAA', formatData(types.AAAA, bytes))).toEqual(bytes);
      expect(parseData('A', formatData(types.A, bytes.slice(0, 4)))).toEqual(bytes.slice(0, 4));
    }),
  );
});

test.for([
  { is: 'a name', type: types.NS, hex: '036e733100', text: 'ns1' },
  { is: 'a mail server', type: types.MX, hex: '000a046d61696c00', text: '10 mail' },
  { is: 'a SOA', type: types.SOA, hex: `026e7300${'00'}${'00000001'.repeat(5)}`, text: 'ns . 1 1 1 1 1' },
  { is: 'a type that is not known', type: 65_280, hex: '0a0b', text: '\\# 2 0a0b' },
  { is: 'an address that is too short', type: types.A, hex: '0a0b', text: '\\# 2 0a0b' },
  { is: 'a string that runs out', type: types.TXT, hex: '0561', text: '\\# 2 0561' },
])('$is reads "$text"', ({ type, hex, text }) => {
  expect(formatData(type, Buffer.from(hex, 'hex'))).toBe(text);
});

test('no bytes of any type make it throw', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(types)), fc.uint8Array({ maxLength: 80 }), (type, data) => {
      expect(typeof formatData(type, data)).toBe('string');
    }),
  );
});
