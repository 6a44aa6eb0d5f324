import fc from 'fast-check';
import { expect, test } from 'vitest';
import { types } from '../../../../src/channels/dns-update/codes.ts';
import { decodeMessage, encodeMessage, type Message } from '../../../../src/channels/dns-update/message.ts';
import { encodeName, type Name, parseName, root } from '../../../../src/channels/dns-update/name.ts';
import { setDeletion, updateMessage } from '../../../../src/channels/dns-update/update-message.ts';
import { messages } from './arbitraries.ts';

test('a message reads back from its bytes', () => {
  fc.assert(
    fc.property(messages, (message) => {
      expect(decodeMessage(encodeMessage(message))?.message).toEqual(message);
    }),
  );
});

test('no bytes make the reader throw, and what it reads it can write again', () => {
  const damaged = fc.tuple(messages, fc.nat(), fc.nat(255), fc.nat(20)).map(([message, at, byte, cut]) => {
    const bytes = Uint8Array.from(encodeMessage(message));
    bytes[at % bytes.length] = byte;
    return bytes.subarray(0, bytes.length - cut);
  });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 600 }), damaged), (bytes) => {
      const read = decodeMessage(bytes);
      if (read !== null) expect(decodeMessage(encodeMessage(read.message))?.message).toEqual(read.message);
      expect(read === null || read.lastRecordAt <= bytes.length).toBe(true);
    }),
  );
});

test('bytes behind the message, or too few of them, make it no message', () => {
  fc.assert(
    fc.property(messages, (message) => {
      const bytes = encodeMessage(message);
      expect(decodeMessage(Uint8Array.from([...bytes, 0]))).toBeNull();
      expect(decodeMessage(bytes.subarray(0, -1))).toBeNull();
    }),
  );
});

test('the deletion of a set has class ANY and no data, as RFC 2136 wants it', () => {
  const zone = parse('z.test');
  const bytes = encodeMessage(updateMessage(0x1234, zone, [setDeletion(zone, types.A)]));
  expect(Buffer.from(bytes).toString('hex')).toBe(
    ['1234', '2800', '0001', '0000', '0001', '0000', '017a047465737400', '0006', '0001'].join('') +
      ['017a047465737400', '0001', '00ff', '00000000', '0000'].join(''),
  );
});

test.for([
  { is: 'a name', type: types.NS, data: [1, 98, 0xc0, 12], whole: '0162' },
  { is: 'the name of a mail server', type: types.MX, data: [0, 10, 1, 98, 0xc0, 12], whole: '000a0162' },
])('compressed data is given whole: $is', ({ type, data, whole }) => {
  const bytes = withRecord(type, data);
  const read = decodeMessage(bytes)?.message.answers[0]?.data ?? [];
  expect(Buffer.from(read).toString('hex')).toBe(`${whole}017a047465737400`);
});

test.for([
  { is: 'a name that runs on behind the data', type: types.NS, data: [5, 98] },
  { is: 'something behind the name', type: types.NS, data: [0, 0] },
  { is: 'a SOA without its numbers', type: types.SOA, data: [0, 0, 1] },
  { is: 'a pointer into itself', type: types.NS, data: [0xc0, 42] },
])('malformed data makes it no message: $is', ({ type, data }) => {
  expect(decodeMessage(withRecord(type, data))).toBeNull();
});

test('a count that the message cannot hold costs nothing', () => {
  expect(decodeMessage(Uint8Array.from([0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255]))).toBeNull();
});

/** An answer of one record whose owner is `z.test`, at byte 12 through the question. */
function withRecord(type: number, data: readonly number[]): Uint8Array {
  const zone = parse('z.test');
  const message: Message = {
    ...updateMessage(0, zone, []),
    answers: [{ name: zone, type: 65_280, class: 1, ttl: 0, data: Uint8Array.from(data) }],
  };
  const bytes = Uint8Array.from(encodeMessage(message));
  bytes.set([type >> 8, type & 0xff], 12 + encodeName(zone).length + 4 + encodeName(zone).length);
  return bytes;
}

function parse(text: string): Name {
  return parseName(text) ?? root;
}
