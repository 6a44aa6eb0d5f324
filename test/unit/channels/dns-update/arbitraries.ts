import fc from 'fast-check';
import type { Message } from '../../../../src/channels/dns-update/message.ts';
import { type Name, parseName, root } from '../../../../src/channels/dns-update/name.ts';

/** Any name, every byte allowed, up to the longest. */
export const names: fc.Arbitrary<Name> = fc
  .array(fc.uint8Array({ minLength: 1, maxLength: 63 }), { maxLength: 6 })
  .map((labels) => parseName(labels.map((label) => [...label].map(escaped).join('')).join('.')) ?? root);

const number16 = fc.nat(0xffff);
const questions = fc.record({ name: names, type: number16, class: number16 });
/** Types whose data is opaque here: for the others only what is well formed can be read, and a TSIG ends a message. */
const opaqueTypes = fc.constantFrom(1, 16, 28, 33, 251, 257, 65_280);
const records = fc.record({
  name: names,
  type: opaqueTypes,
  class: fc.constantFrom(1, 254, 255),
  ttl: fc.nat(0xffff_ffff),
  data: fc.uint8Array({ maxLength: 300 }),
});

export const messages: fc.Arbitrary<Message> = fc.record({
  id: number16,
  response: fc.boolean(),
  opcode: fc.nat(15),
  authoritative: fc.boolean(),
  truncated: fc.boolean(),
  recursionDesired: fc.boolean(),
  responseCode: fc.nat(15),
  questions: fc.array(questions, { maxLength: 2 }),
  answers: fc.array(records, { maxLength: 3 }),
  authorities: fc.array(records, { maxLength: 3 }),
  additionals: fc.array(records, { maxLength: 3 }),
});

function escaped(byte: number): string {
  return `\\${String(byte).padStart(3, '0')}`;
}
