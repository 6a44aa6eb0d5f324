import { expect, test } from 'vitest';
import { parseDotnetLines } from '../../../../src/detect/windows/dotnet-lines.ts';
import { parseNetIpAddress } from '../../../../src/detect/windows/net-ip-address.ts';
import type { WindowsRow } from '../../../../src/detect/windows/row.ts';
import { fixture } from '../fixture.ts';

const router: WindowsRow = {
  index: 12,
  family: 'ipv6',
  address: '2001:db8:1111:1:f1f5:5cbb:f395:6c51',
  prefixOrigin: 4,
  suffixOrigin: 4,
  state: 4,
  preferredLifetime: 604_617_000,
};

test("PowerShell's lines are read with their zone indexes, infinities and carriage returns", () => {
  const linkLocal = { prefixOrigin: 2, suffixOrigin: 4, preferredLifetime: 'forever' as const };
  expect(parseDotnetLines(fixture('windows/dotnet-pipe-lines.txt'))).toEqual([
    { ...router, address: 'fe80::f1f5:5cbb:f395:6c51', ...linkLocal },
    router,
    { ...router, address: '2001:db8:1111:1:c1cd:7a44:45a5:58f1', suffixOrigin: 5, preferredLifetime: 85_743_000 },
    { ...router, address: '2001:db8:1111:1:99:88:77:66', suffixOrigin: 5, state: 3, preferredLifetime: 0 },
    { ...router, address: '2001:db8:1111:1::42', prefixOrigin: 3, suffixOrigin: 3, preferredLifetime: 3_600_000 },
    {
      ...router,
      family: 'ipv4',
      address: '192.0.2.17',
      prefixOrigin: 3,
      suffixOrigin: 3,
      preferredLifetime: 3_590_000,
    },
    { ...router, index: 1, address: '::1', prefixOrigin: 2, suffixOrigin: 2, preferredLifetime: 'forever' },
  ]);
});

test.for([
  '',
  'G|12|192.0.2.1',
  'Cannot invoke method. Method invocation is supported only on core types in this language mode.',
  '12|2a02::1|64|4|4|4|x|1',
  '12|not:an:address|64|4|4|4|1|1',
  '12|2a02::1|64|4|4',
])('a line of another form is passed over: %s', (line) => {
  expect(parseDotnetLines(line)).toEqual([]);
});

test("Windows PowerShell's JSON is read: enums as numbers, lifetimes as objects, the greatest as for ever (C55)", () => {
  expect(parseNetIpAddress(fixture('windows/ps51-select-convertto-json-compress.json'))).toEqual([
    {
      ...router,
      index: 5,
      address: '2001:db8:4380:14b7:e9ed:2362:7268:c42f',
      suffixOrigin: 5,
      preferredLifetime: 59_399_000,
    },
    {
      ...router,
      index: 5,
      address: 'fe80::bc61:889c:f8ef:4efd',
      prefixOrigin: 2,
      preferredLifetime: 'forever',
    },
  ]);
});

const entry = {
  IPAddress: '2a02:12ab::7',
  InterfaceIndex: 5,
  PrefixOrigin: 'RouterAdvertisement',
  SuffixOrigin: 'Random',
  AddressState: 'Deprecated',
  PreferredLifetime: null,
};

test('enums as names mean the same as numbers (C55)', () => {
  expect(parseNetIpAddress(JSON.stringify([entry]))).toEqual([
    { ...router, index: 5, address: '2a02:12ab::7', suffixOrigin: 5, state: 3, preferredLifetime: 'forever' },
  ]);
});

test('one bare object is a list of one (C55)', () => {
  expect(parseNetIpAddress(`\uFEFF${JSON.stringify(entry)}\r\n`)).toEqual(parseNetIpAddress(JSON.stringify([entry])));
});

test.for<{ is: string; lifetime: unknown; milliseconds: number | 'forever' | 'unknown' }>([
  { is: 'nothing, as newer builds show no end', lifetime: null, milliseconds: 'forever' },
  { is: 'an empty text', lifetime: '', milliseconds: 'forever' },
  { is: 'the greatest time span as text', lifetime: '10675199.02:48:05.4775807', milliseconds: 'forever' },
  { is: 'infinity in words', lifetime: 'Infinite ([TimeSpan]::MaxValue)', milliseconds: 'forever' },
  { is: 'days and hours as text', lifetime: '3.05:08:57', milliseconds: 277_737_000 },
  { is: 'hours as text', lifetime: '16:29:59', milliseconds: 59_399_000 },
  { is: 'an object', lifetime: { TotalSeconds: 93_784.005 }, milliseconds: 93_784_005 },
  { is: 'an object of another kind', lifetime: { Ticks: 1 }, milliseconds: 'unknown' },
  { is: 'a word', lifetime: 'soon', milliseconds: 'unknown' },
  { is: 'a negative number', lifetime: { TotalSeconds: -1 }, milliseconds: 'unknown' },
])('a lifetime may be $is', ({ lifetime, milliseconds }) => {
  const [row] = parseNetIpAddress(JSON.stringify([{ ...entry, PreferredLifetime: lifetime }]));
  expect(row?.preferredLifetime).toBe(milliseconds);
});

test.for(['', '\r\n', 'null', '[]', '[null,7]', '"x"', '{"IPAddress":7}', '[{"IPAddress":"x"}]'])(
  'what tells of no address gives none (C55): %s',
  (text) => {
    expect(parseNetIpAddress(text)).toEqual([]);
  },
);
