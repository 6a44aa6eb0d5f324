import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Command,
  deleteAddressRecord,
  deleteTextRecord,
  formatCommand,
  listZones,
  setAddressRecord,
  setTextRecord,
  setZoneAddress,
} from '../../../../src/channels/ssh/commands.ts';
import { zoneOf } from './zone.ts';

const zone = zoneOf('example.dynv6.net');

test.for<{ readonly line: string; readonly command: Command }>([
  { line: 'hosts', command: listZones },
  {
    line: 'hosts example.dynv6.net set ipv4addr 198.41.0.4',
    command: setZoneAddress(zone, 'ipv4', '198.41.0.4'),
  },
  {
    line: 'hosts example.dynv6.net set ipv6addr 2a02:12ab::1',
    command: setZoneAddress(zone, 'ipv6', '2a02:12ab::1'),
  },
  {
    line: 'hosts example.dynv6.net records set www a addr 198.41.0.4',
    command: setAddressRecord(zone, 'www', 'a', '198.41.0.4'),
  },
  {
    line: 'hosts example.dynv6.net records set *.lab aaaa',
    command: setAddressRecord(zone, '*.lab', 'aaaa', null),
  },
  {
    line: 'hosts example.dynv6.net records set @ txt data "v=spf1 -all"',
    command: setTextRecord(zone, '', 'v=spf1 -all'),
  },
  { line: 'hosts example.dynv6.net records set x txt data ""', command: setTextRecord(zone, 'x', '') },
  {
    line: 'hosts example.dynv6.net records set x txt data "$(id);`id`"',
    command: setTextRecord(zone, 'x', '$(id);`id`'),
  },
  { line: 'hosts example.dynv6.net records del www a', command: deleteAddressRecord(zone, 'www', 'a') },
  { line: 'hosts example.dynv6.net records del x txt', command: deleteTextRecord(zone, 'x', null) },
  {
    line: 'hosts example.dynv6.net records del _acme-challenge txt data abc_-9',
    command: deleteTextRecord(zone, '_acme-challenge', 'abc_-9'),
  },
])('$line', ({ line, command }) => {
  expect(formatCommand(command)).toEqual({ ok: true, value: line });
});

test.for(['say "hi"', 'back\\slash', 'two\nlines', 'nul\u0000'])('%j cannot be said', (value) => {
  expect(formatCommand(setTextRecord(zone, 'x', value))).toMatchObject({ ok: false, failure: { code: 'usage' } });
});

test('the words come out again as they went in', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (words) => {
      const line = formatCommand(words);
      fc.pre(line.ok);
      const split = [...line.value.matchAll(/"([^"]*)"|[^ "]+/g)].map(([word, quoted]) => quoted ?? word);
      expect(split).toEqual(words);
    }),
  );
});
