import { types } from './codes.ts';
import { encodeName, type Name } from './name.ts';
import { Reader, writeNumber } from './reader.ts';

export interface Question {
  readonly name: Name;
  readonly type: number;
  readonly class: number;
}

export interface ResourceRecord extends Question {
  /** Seconds. */
  readonly ttl: number;
  /** RDATA; the names in it are not compressed. Empty where an update deletes without naming a value. */
  readonly data: Uint8Array;
}

/** A DNS message (RFC 1035, section 4). In an update the sections have other names (RFC 2136, section 2). */
export interface Message {
  readonly id: number;
  readonly response: boolean;
  readonly opcode: number;
  readonly authoritative: boolean;
  /** Cut because it did not fit: the whole of it is to be had over TCP. */
  readonly truncated: boolean;
  readonly recursionDesired: boolean;
  readonly responseCode: number;
  /** In an update: the zone. */
  readonly questions: readonly Question[];
  /** In an update: prerequisites. */
  readonly answers: readonly ResourceRecord[];
  /** In an update: what is to be changed. */
  readonly authorities: readonly ResourceRecord[];
  readonly additionals: readonly ResourceRecord[];
}

export interface Decoded {
  readonly message: Message;
  /** Where the last record starts: what a TSIG at the end has signed are the bytes before it. */
  readonly lastRecordAt: number;
}

const flags = { response: 0x8000, authoritative: 0x0400, truncated: 0x0200, recursionDesired: 0x0100 } as const;

/** What may be compressed in RDATA (RFC 3597, section 4): names, and bytes between them. */
const layouts: ReadonlyMap<number, readonly ('name' | number)[]> = new Map([
  [types.NS, ['name']],
  [types.CNAME, ['name']],
  [types.PTR, ['name']],
  [types.MX, [2, 'name']],
  [types.SOA, ['name', 'name', 20]],
]);

/** The wire form; nothing is compressed. Longer than 65535 bytes it fits no transport. */
export function encodeMessage(message: Message): Uint8Array {
  const sections = [message.answers, message.authorities, message.additionals];
  return Buffer.concat([
    writeNumber(message.id, 2),
    writeNumber(encodeFlags(message), 2),
    ...[message.questions, ...sections].map(({ length }) => writeNumber(length, 2)),
    ...message.questions.map(encodeQuestion),
    ...sections.flat().map(encodeRecord),
  ]);
}

export function encodeRecord(record: ResourceRecord): Uint8Array {
  return Buffer.concat([
    encodeQuestion(record),
    writeNumber(record.ttl, 4),
    writeNumber(record.data.length, 2),
    record.data,
  ]);
}

/** Null for anything that is not one whole message and nothing more. */
export function decodeMessage(bytes: Uint8Array): Decoded | null {
  const reader = new Reader(bytes);
  const id = reader.number(2);
  const bits = reader.number(2);
  const [questionCount = 0, ...counts] = Array.from({ length: 4 }, () => reader.number(2));
  const questions = readMany(reader, questionCount, readQuestion);
  let lastRecordAt = reader.at;
  const [answers = [], authorities = [], additionals = []] = counts.map((count) =>
    readMany(reader, count, () => {
      lastRecordAt = reader.at;
      return readRecord(reader, bytes);
    }),
  );
  if (!reader.finished) return null;
  return { message: { id, ...decodeFlags(bits), questions, answers, authorities, additionals }, lastRecordAt };
}

function encodeFlags(message: Message): number {
  return (
    (message.response ? flags.response : 0) |
    (message.authoritative ? flags.authoritative : 0) |
    (message.truncated ? flags.truncated : 0) |
    (message.recursionDesired ? flags.recursionDesired : 0) |
    (message.opcode << 11) |
    message.responseCode
  );
}

function decodeFlags(bits: number) {
  return {
    response: (bits & flags.response) !== 0,
    opcode: (bits >> 11) & 0xf,
    authoritative: (bits & flags.authoritative) !== 0,
    truncated: (bits & flags.truncated) !== 0,
    recursionDesired: (bits & flags.recursionDesired) !== 0,
    responseCode: bits & 0xf,
  };
}

function encodeQuestion({ name, type, class: klass }: Question): Uint8Array {
  return Buffer.concat([encodeName(name), writeNumber(type, 2), writeNumber(klass, 2)]);
}

function readMany<Item>(reader: Reader, count: number, read: (reader: Reader) => Item): Item[] {
  const items: Item[] = [];
  while (items.length < count && !reader.broken) items.push(read(reader));
  return items;
}

function readQuestion(reader: Reader): Question {
  return { name: reader.name(), type: reader.number(2), class: reader.number(2) };
}

function readRecord(reader: Reader, message: Uint8Array): ResourceRecord {
  const question = readQuestion(reader);
  const ttl = reader.number(4);
  const length = reader.number(2);
  const start = reader.at;
  const data = reader.take(length);
  const layout = length > 0 ? layouts.get(question.type) : undefined;
  if (layout === undefined || reader.broken) return { ...question, ttl, data };

  // A name in it must not run on into the next record: it is read from a message that ends here.
  const inside = new Reader(message.subarray(0, start + length), start);
  const parts = layout.map((part) => (part === 'name' ? encodeName(inside.name()) : inside.take(part)));
  if (!inside.finished) reader.spoil();
  return { ...question, ttl, data: new Uint8Array(Buffer.concat(parts)) };
}
