import { randomInt } from 'node:crypto';
import type { Failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import { classes, describeResponseCode, opcodes, types } from './codes.ts';
import type { DnsServer, Exchange } from './exchange.ts';
import { decodeMessage, encodeMessage, type Message, type Question } from './message.ts';
import { parseName } from './name.ts';
import { formatData } from './record-data.ts';

export type QueryType = 'A' | 'AAAA' | 'NS' | 'SOA' | 'TXT';

interface AnswerRecord {
  /** An address in RFC 5952 form or dotted decimal, a name, the seven words of a SOA, the joined text of a TXT. */
  readonly data: string;
  /** Seconds. */
  readonly ttl: number;
}

/** What a server says of a name. */
export interface QueryAnswer {
  /** `no-data`: the name has no record of this type; `no-name`: there is no such name (NXDOMAIN). */
  readonly found: 'records' | 'no-data' | 'no-name';
  /** Empty unless records were found. */
  readonly records: readonly AnswerRecord[];
  /** Whether the server speaks for the zone itself. If not, `no-data` proves nothing. */
  readonly authoritative: boolean;
}

/** Asks one server itself, without recursion and without a signature; for what an authoritative server says. */
export async function ask(
  server: DnsServer,
  name: string,
  type: QueryType,
  exchange: Exchange,
  signal: AbortSignal,
): Promise<Result<QueryAnswer, Failure>> {
  const asked = parseName(name);
  if (asked === null) return fail({ code: 'usage', message: `"${name}" is no domain name` });
  const question = { name: asked, type: types[type], class: classes.IN };
  const answer = await exchange(encodeMessage(query(question)), server, (bytes) => isFor(question, bytes), signal);
  if (!answer.ok) return answer;
  const decoded = decodeMessage(answer.value);
  if (decoded === null || !isFor(question, answer.value)) {
    return fail({ code: 'unexpected-answer', message: `${server.host} answered something else than it was asked` });
  }
  return readQueryAnswer(decoded.message, question, server.host);
}

function query(question: Question): Message {
  return {
    id: randomInt(65_536),
    response: false,
    opcode: opcodes.query,
    authoritative: false,
    truncated: false,
    recursionDesired: false,
    responseCode: 0,
    questions: [question],
    answers: [],
    authorities: [],
    additionals: [],
  };
}

function isFor({ name, type, class: klass }: Question, bytes: Uint8Array): boolean {
  const message = decodeMessage(bytes)?.message;
  const [first, ...more] = message?.questions ?? [];
  const same = first?.name === name && first.type === type && first.class === klass;
  return message?.opcode === opcodes.query && same && more.length === 0;
}

function readQueryAnswer(message: Message, { name, type }: Question, host: string): Result<QueryAnswer, Failure> {
  const { authoritative } = message;
  const word = describeResponseCode(message.responseCode);
  if (word === 'NXDOMAIN') return ok({ found: 'no-name', records: [], authoritative });
  if (word !== 'NOERROR') {
    return fail({
      code: word === 'SERVFAIL' ? 'unavailable' : word === 'REFUSED' ? 'zone-unknown' : 'unexpected-answer',
      message: `${host} does not answer for ${name} (${word})`,
    });
  }
  const records = message.answers
    .filter((record) => record.type === type)
    .map(({ data, ttl }) => ({ data: formatData(type, data), ttl }));
  return ok({ found: records.length > 0 ? 'records' : 'no-data', records, authoritative });
}
