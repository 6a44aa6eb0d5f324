import { expect } from 'vitest';
import { dnsUpdate } from '../../../../src/channels/dns-update/channel.ts';
import { dnsExchange } from '../../../../src/channels/dns-update/exchange.ts';
import { decodeMessage, encodeMessage, type Message } from '../../../../src/channels/dns-update/message.ts';
import { parseName, root } from '../../../../src/channels/dns-update/name.ts';
import { sign } from '../../../../src/channels/dns-update/tsig.ts';
import type { TsigKey } from '../../../../src/channels/dns-update/tsig-key.ts';
import { findTsig } from '../../../../src/channels/dns-update/tsig-record.ts';
import { Secret } from '../../../../src/secret.ts';
import type { Zone } from '../../../../src/update.ts';
import type { Bind } from '../../../double/bind.ts';
import { keyFrom, never, test } from './bind-test.ts';
import type { HeardRequest } from './dns-listener.ts';

const exchange = dnsExchange({ timeout: 20_000 });
const hasty = dnsExchange({ timeout: 200 });
const now = Date.UTC(2026, 10, 24, 17);
const key: TsigKey = {
  name: parseName('k.tsig.dynv6.com') ?? root,
  algorithm: 'hmac-sha256',
  secret: new Secret('c2VjcmV0'),
  macLength: 32,
};
const update = { zone: 'example.dynv6.net' as Zone, values: { ipv4: '198.41.0.4' }, over: 'any', from: null } as const;

interface Row {
  readonly is: string;
  /** Made from the request; whoever holds the key can sign it. */
  readonly answer: (request: HeardRequest, signed: (message: Message, at?: number) => Uint8Array) => Uint8Array;
  readonly code: string;
  readonly message: RegExp;
}

test.for<Row>([
  {
    is: 'a success without a signature',
    answer: ({ bytes }) => encodeMessage(yes(bytes)),
    code: 'unexpected-answer',
    message: /without a signature/,
  },
  {
    is: 'a success with a wrong signature',
    answer: ({ bytes }, signed) => spoiled(signed(yes(bytes))),
    code: 'unexpected-answer',
    message: /signature of the answer .* is wrong/,
  },
  {
    is: "a success with another key's signature",
    answer: ({ bytes }) =>
      sign(encodeMessage(yes(bytes)), { ...key, secret: new Secret('b3RoZXI=') }, now, macOf(bytes)).bytes,
    code: 'unexpected-answer',
    message: /signature of the answer .* is wrong/,
  },
  {
    is: 'a success that was not signed for this request',
    answer: ({ bytes }) => sign(encodeMessage(yes(bytes)), key, now, null).bytes,
    code: 'unexpected-answer',
    message: /signature of the answer .* is wrong/,
  },
  {
    is: 'our own signature back',
    answer: ({ bytes }) => asAnswer(bytes),
    code: 'unexpected-answer',
    message: /signature of the answer .* is wrong/,
  },
  {
    is: 'a success that was signed an hour ago',
    answer: ({ bytes }, signed) => signed(yes(bytes), now - 3_600_000),
    code: 'clock',
    message: /60 min ahead of that of 127\.0\.0\.1/,
  },
  {
    is: 'bytes that are no message',
    answer: ({ bytes }) => Buffer.concat([asAnswer(bytes), Buffer.from('x')]),
    code: 'unexpected-answer',
    message: /no DNS message/,
  },
  {
    is: 'the answer to a query',
    answer: ({ bytes }, signed) => signed({ ...yes(bytes), opcode: 0 }),
    code: 'unexpected-answer',
    message: /something else than an update/,
  },
  {
    is: 'SERVFAIL',
    answer: ({ bytes }, signed) => signed({ ...yes(bytes), responseCode: 2 }),
    code: 'unavailable',
    message: /\(SERVFAIL\)$/,
  },
  {
    is: 'NOTIMP, unsigned',
    answer: ({ bytes }) => encodeMessage({ ...yes(bytes), responseCode: 4 }),
    code: 'unavailable',
    message: /\(NOTIMP\)$/,
  },
  {
    is: 'FORMERR',
    answer: ({ bytes }, signed) => signed({ ...yes(bytes), responseCode: 1 }),
    code: 'unexpected-answer',
    message: /\(FORMERR\)$/,
  },
  {
    is: 'REFUSED, unsigned',
    answer: ({ bytes }) => encodeMessage({ ...yes(bytes), responseCode: 5 }),
    code: 'token-rejected',
    message: /\(REFUSED\)$/,
  },
  {
    is: 'NOTZONE',
    answer: ({ bytes }, signed) => signed({ ...yes(bytes), responseCode: 10 }),
    code: 'zone-unknown',
    message: /\(NOTZONE\)$/,
  },
  {
    is: 'YXRRSET',
    answer: ({ bytes }, signed) => signed({ ...yes(bytes), responseCode: 7 }),
    code: 'unexpected-answer',
    message: /\(YXRRSET\)$/,
  },
  {
    is: 'a code without a name',
    answer: ({ bytes }, signed) => signed({ ...yes(bytes), responseCode: 11 }),
    code: 'unexpected-answer',
    message: /\(RCODE 11\)$/,
  },
])('$is is $code', async ({ answer, code, message }, { listen }) => {
  const { server } = await listen((request) => [
    answer(request, (made, at = now) => sign(encodeMessage(made), key, at, macOf(request.bytes)).bytes),
  ]);
  const got = await dnsUpdate({ server, key, exchange, now: () => now }).publish(update, never);
  expect(got).toMatchObject({ ok: false, failure: { code, message: expect.stringMatching(message) } });
});

test('a success with another id is not heard', async ({ listen }) => {
  const { server } = await listen(({ bytes, transport }) => (transport === 'udp' ? [otherId(bytes)] : 'silence'));
  const got = await dnsUpdate({ server, key, exchange: hasty, now: () => now }).publish(update, never);
  expect(got).toMatchObject({
    ok: false,
    failure: {
      code: 'timeout',
      message: expect.stringMatching(/did not answer .*: the update could not be confirmed$/),
    },
  });
});

test('a true success that is replayed to the next update is not believed', async ({ bind, listen }) => {
  const replies: Uint8Array[] = [];
  const { server } = await listen(async ({ bytes }) => {
    const first = replies[0] ?? (await forward(bytes, bind));
    replies.push(first);
    return [Uint8Array.from([...bytes.subarray(0, 2), ...first.subarray(2)])];
  });
  const channel = dnsUpdate({
    server,
    key: keyFrom(bind.keys.get('hmac-sha256.tsig.dynv6.com')),
    exchange,
    now: Date.now,
  });
  const first = await channel.publish(update, never);
  const second = await channel.publish({ ...update, values: { ipv4: '198.41.0.5' } }, never);
  expect(first).toMatchObject({ ok: true });
  expect(second).toMatchObject({ ok: false, failure: { code: 'unexpected-answer' } });
});

test('somebody who is quicker than the server only costs a second try, over TCP', async ({ bind, listen }) => {
  const { server, heard } = await listen(async ({ transport, bytes }) =>
    transport === 'udp' ? [encodeMessage({ ...yes(bytes), responseCode: 5 })] : [await forward(bytes, bind)],
  );
  const bindKey = keyFrom(bind.keys.get('hmac-sha256.tsig.dynv6.com'));
  const got = await dnsUpdate({ server, key: bindKey, exchange, now: Date.now }).publish(update, never);
  expect({ ok: got.ok, heard: heard.map(({ transport }) => transport) }).toEqual({ ok: true, heard: ['udp', 'tcp'] });
});

/** What BIND answers. */
async function forward(request: Uint8Array, { server }: Bind): Promise<Uint8Array> {
  const answer = await exchange(request, server, () => true, never);
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value;
}

/** The success that the request hopes for, unsigned. */
function yes(request: Uint8Array): Message {
  const message = decodeMessage(request)?.message;
  if (message === undefined) throw new Error('not a message');
  return { ...message, response: true, authorities: [], additionals: [] };
}

function macOf(request: Uint8Array): Uint8Array {
  const message = decodeMessage(request)?.message;
  const tsig = message === undefined ? 'none' : findTsig(message);
  if (typeof tsig === 'string') throw new Error('not signed');
  return tsig.mac;
}

function asAnswer(request: Uint8Array): Uint8Array {
  return request.map((byte, at) => (at === 2 ? byte | 0x80 : byte));
}

function otherId(request: Uint8Array): Uint8Array {
  return asAnswer(request).map((byte, at) => (at === 0 ? byte ^ 1 : byte));
}

/** With a wrong bit in the MAC. */
function spoiled(answer: Uint8Array): Uint8Array {
  return answer.map((byte, at) => (at === answer.length - 8 ? byte ^ 1 : byte));
}
