import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatStore, parseStore } from '../../../src/cache/store.ts';
import type { Refusal, Remembered } from '../../../src/remembered.ts';
import { anyRemembered } from './arbitrary.ts';
import { accepted, key } from './samples.ts';

const refusal: Refusal = {
  code: 'token-rejected',
  message: 'the service rejected the token',
  tokenHash: '5f2b',
  at: 5,
  until: 7,
  times: 1,
};
const whole: Remembered = { ...accepted('198.41.0.4'), refusal };

test.for([
  { is: 'an empty file', text: '', complaint: 'is damaged' },
  { is: 'a page of NULs', text: '\0'.repeat(4096), complaint: 'is damaged' },
  { is: 'an opening brace', text: '{', complaint: 'is damaged' },
  { is: 'a list', text: '[]', complaint: 'is damaged' },
  { is: 'null', text: 'null', complaint: 'is damaged' },
  { is: 'a text', text: '"cache"', complaint: 'is damaged' },
  { is: 'an empty object', text: '{}', complaint: 'is damaged' },
  { is: 'no version', text: '{ "entries": {} }', complaint: 'is damaged' },
  { is: 'an earlier version', text: '{ "version": 0, "entries": {} }', complaint: 'is damaged' },
  { is: 'a version in words', text: '{ "version": "2", "entries": {} }', complaint: 'is damaged' },
  { is: 'no entries', text: '{ "version": 1 }', complaint: 'is damaged' },
  { is: 'a list of entries', text: '{ "version": 1, "entries": [] }', complaint: 'is damaged' },
  { is: 'half a file', text: '{ "version": 1, "entries": { "a": { "acc', complaint: 'is damaged' },
  {
    is: 'a later version',
    text: JSON.stringify({ version: 2, entries: { [key]: whole } }),
    complaint: 'was written by a later version of dynv6',
  },
])('$is counts as empty, with one complaint (C31)', ({ text, complaint }) => {
  expect(parseStore(text)).toEqual({ store: { entries: new Map(), facts: null }, complaint });
});

test.for([
  { is: 'nothing', entry: null },
  { is: 'a text', entry: 'addresses updated' },
  { is: 'a list', entry: [whole] },
  { is: 'nothing accepted', entry: { ...whole, accepted: null } },
  { is: 'a blank address', entry: { ...whole, accepted: { ipv6: { value: '', at: 5 } } } },
  { is: 'a number for an address', entry: { ...whole, accepted: { ipv6: { value: 6, at: 5 } } } },
  { is: 'an address without a time', entry: { ...whole, accepted: { ipv6: { value: '2a02:12ab::1' } } } },
  { is: 'a time in words', entry: { ...whole, accepted: { ipv6: { value: '2a02:12ab::1', at: 'today' } } } },
  { is: 'a time before all time', entry: { ...whole, accepted: { ipv6: { value: '2a02:12ab::1', at: -1 } } } },
  { is: 'an address without its wrapping', entry: { ...whole, accepted: { ipv6: '2a02:12ab::1' } } },
  { is: 'a value that no zone has', entry: { ...whole, accepted: { ipv5: { value: '1', at: 5 } } } },
  { is: 'a number for the response', entry: { ...whole, response: 200 } },
  { is: 'no response', entry: { ...whole, response: undefined } },
  { is: 'a time of change in words', entry: { ...whole, changedAt: 'today' } },
  { is: 'no time of change', entry: { ...whole, changedAt: undefined } },
  { is: 'no word on a refusal', entry: { ...whole, refusal: undefined } },
  { is: 'a refusal in words', entry: { ...whole, refusal: 'token-rejected' } },
  { is: 'an unknown code', entry: { ...whole, refusal: { ...refusal, code: 'toString' } } },
  { is: 'a blank message', entry: { ...whole, refusal: { ...refusal, message: ' ' } } },
  { is: 'a number for the hash', entry: { ...whole, refusal: { ...refusal, tokenHash: 5 } } },
  { is: 'a refusal without a time', entry: { ...whole, refusal: { ...refusal, at: null } } },
  { is: 'a refusal without an end', entry: { ...whole, refusal: { ...refusal, until: undefined } } },
  { is: 'a count in words', entry: { ...whole, refusal: { ...refusal, times: 'once' } } },
])('an entry with $is is left out with one complaint, and its neighbours stay (C31)', ({ entry }) => {
  const { store, complaint } = parseStore(
    JSON.stringify({ version: 1, entries: { good: whole, bad: entry }, facts: 'f' }),
  );
  expect(complaint).toBe('is damaged in part');
  expect([...store.entries]).toEqual([['good', whole]]);
  expect(store.facts).toBe('f');
});

test('a number too large for a time is none', () => {
  const text = formatStore({ entries: new Map([['k', whole]]), facts: null }).replace('"until": 7', '"until": 1e999');
  expect(parseStore(text)).toEqual({ store: { entries: new Map(), facts: null }, complaint: 'is damaged in part' });
});

test('facts that are no text are left out, and the entries stay', () => {
  const { store, complaint } = parseStore(JSON.stringify({ version: 1, entries: { good: whole }, facts: { a: 1 } }));
  expect({ complaint, facts: store.facts, entry: store.entries.get('good') }).toEqual({
    complaint: 'is damaged in part',
    facts: null,
    entry: whole,
  });
});

test('what is written is read back, under whatever key', () => {
  const keys = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', 'toString', ''));
  const entries = fc.uniqueArray(fc.tuple(keys, anyRemembered), { selector: ([name]) => name });
  fc.assert(
    fc.property(entries, fc.option(fc.string({ unit: 'binary' })), (listed, facts) => {
      const store = { entries: new Map(listed), facts };
      const read = parseStore(formatStore(store));
      expect(read.complaint).toBeNull();
      expect(new Set(read.store.entries)).toEqual(new Set(store.entries));
      expect(read.store.facts).toBe(facts);
    }),
  );
});

test('no text is too strange to be read', () => {
  const part = formatStore({ entries: new Map([[key, whole]]), facts: 'f' });
  const cut = fc.nat({ max: part.length }).map((length) => part.slice(0, length));
  const spoilt = fc
    .tuple(fc.nat({ max: part.length }), fc.string({ unit: 'binary', maxLength: 3 }))
    .map(([at, text]) => part.slice(0, at) + text + part.slice(at + text.length));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), cut, spoilt), (text) => {
      const { store, complaint } = parseStore(text);
      if (complaint === null) expect(JSON.parse(text)).toMatchObject({ version: 1 });
      else expect(store.entries.size === 0 || complaint === 'is damaged in part').toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a field of any other shape makes the entry absent or is read as it stands, but never as something else', () => {
  const fieldNames = fc.constantFrom('accepted', 'response', 'changedAt', 'refusal');
  fc.assert(
    fc.property(fieldNames, fc.jsonValue(), (field, value) => {
      const text = JSON.stringify({ version: 1, entries: { [key]: { ...whole, [field]: value } } });
      const { store, complaint } = parseStore(text);
      const read = store.entries.get(key);
      expect(complaint === null ? read : { ...whole, [field]: value }).toEqual({ ...whole, [field]: value });
      expect(read === undefined).toBe(complaint !== null);
    }),
  );
});
