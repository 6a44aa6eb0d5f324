import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  encodeName,
  isWithin,
  type Name,
  parseName,
  readName,
  root,
} from '../../../../src/channels/dns-update/name.ts';
import { names } from './arbitraries.ts';

test.for([
  { text: 'Example.DYNV6.net', name: 'example.dynv6.net' },
  { text: 'example.dynv6.net.', name: 'example.dynv6.net' },
  { text: '_acme-challenge.x', name: '_acme-challenge.x' },
  { text: '*.x', name: '*.x' },
  { text: '.', name: '.' },
  { text: 'a\\.b.c', name: 'a\\046b.c' },
  { text: 'a\\046b.c', name: 'a\\046b.c' },
  { text: 'a\\.', name: 'a\\046' },
  { text: 'a\\\\.', name: 'a\\092' },
  { text: '\\065', name: 'a' },
  { text: '\\000\\255', name: '\\000\\255' },
  { text: '', name: null },
  { text: '..', name: null },
  { text: 'a..b', name: null },
  { text: '.a', name: null },
  { text: 'a b', name: null },
  { text: 'a\nb', name: null },
  { text: 'müller', name: null },
  { text: '\\256', name: null },
  { text: 'a\\', name: null },
  { text: 'a'.repeat(63), name: 'a'.repeat(63) },
  { text: 'a'.repeat(64), name: null },
  { text: Array.from({ length: 127 }, () => 'a').join('.'), name: Array.from({ length: 127 }, () => 'a').join('.') },
  { text: Array.from({ length: 128 }, () => 'a').join('.'), name: null },
])('"$text" is the name $name', ({ text, name }) => {
  expect(parseName(text)).toBe(name);
});

test('a name reads back from its bytes, and from its text', () => {
  fc.assert(
    fc.property(names, fc.uint8Array({ maxLength: 20 }), (name, behind) => {
      const bytes = encodeName(name);
      expect(readName(Uint8Array.from([...bytes, ...behind]), 0)).toEqual({ name, end: bytes.length });
      expect(parseName(name)).toBe(name);
    }),
  );
});

test('no bytes and no start make the reader throw or run on', () => {
  const bytes = fc.uint8Array({ maxLength: 600 });
  const pointers = fc
    .array(fc.tuple(fc.integer({ min: 0xc0, max: 0xff }), fc.nat(255)), { maxLength: 300 })
    .map((pairs) => Uint8Array.from(pairs.flat()));
  fc.assert(
    fc.property(fc.oneof(bytes, pointers), fc.nat(700), (message, start) => {
      const read = readName(message, start);
      if (read !== null) expect(read.end).toBeLessThanOrEqual(message.length);
      if (read !== null) expect(parseName(read.name)).toBe(read.name);
      expect(read === null || read.end > start).toBe(true);
    }),
  );
});

test.for([
  { is: 'a pointer to earlier bytes', bytes: [1, 97, 0, 1, 98, 0xc0, 0], start: 3, read: { name: 'b.a', end: 7 } },
  { is: 'a pointer to itself', bytes: [0xc0, 0], start: 0, read: null },
  { is: 'a pointer forward', bytes: [0xc0, 2, 0], start: 0, read: null },
  { is: 'two pointers in a circle', bytes: [0xc0, 2, 0xc0, 0], start: 2, read: null },
  { is: 'pointers to pointers', bytes: chain(127), start: 2 * 127 - 1, read: { name: '.', end: 2 * 127 + 1 } },
  { is: 'more of them than any name needs', bytes: chain(128), start: 2 * 128 - 1, read: null },
  { is: 'half a pointer', bytes: [0, 0xc0], start: 1, read: null },
  { is: 'a label of an unknown kind', bytes: [0x40, 0], start: 0, read: null },
  { is: 'a label that runs out', bytes: [3, 97], start: 0, read: null },
  { is: 'a name without an end', bytes: [1, 97], start: 0, read: null },
  {
    is: 'a name of 256 bytes',
    bytes: [...Array.from({ length: 255 }, (_, at) => (at % 3 === 0 ? 2 : 97)), 0],
    start: 0,
    read: null,
  },
])('$is', ({ bytes, start, read }) => {
  expect(readName(Uint8Array.from(bytes), start)).toEqual(read);
});

test.for([
  { name: 'example.dynv6.net', within: true },
  { name: 'a.b.example.dynv6.net', within: true },
  { name: 'my-example.dynv6.net', within: false },
  { name: 'a\\.example.dynv6.net', within: false },
  { name: 'dynv6.net', within: false },
])('that $name belongs to example.dynv6.net is $within', ({ name, within }) => {
  expect(isWithin(parse(name), parse('example.dynv6.net'))).toBe(within);
  expect(isWithin(parse(name), root)).toBe(true);
});

function parse(text: string): Name {
  const name = parseName(text);
  if (name === null) throw new Error(text);
  return name;
}

/** The root, and that many pointers, each to the one before it. */
function chain(pointers: number): readonly number[] {
  return [
    0,
    ...Array.from({ length: pointers }, (_, at) => [
      0xc0 | (at === 0 ? 0 : (2 * at - 1) >> 8),
      at === 0 ? 0 : (2 * at - 1) & 0xff,
    ]).flat(),
  ];
}
