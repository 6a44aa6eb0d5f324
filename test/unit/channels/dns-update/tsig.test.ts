import fc from 'fast-check';
import { expect } from 'vitest';
import { decodeMessage, encodeMessage, type Message } from '../../../../src/channels/dns-update/message.ts';
import { parseName, root } from '../../../../src/channels/dns-update/name.ts';
import { sign, verify } from '../../../../src/channels/dns-update/tsig.ts';
import {
  algorithms,
  shortestMac,
  type TsigAlgorithm,
  type TsigKey,
} from '../../../../src/channels/dns-update/tsig-key.ts';
import { encodeTsig, findTsig, type Tsig } from '../../../../src/channels/dns-update/tsig-record.ts';
import { updateMessage } from '../../../../src/channels/dns-update/update-message.ts';
import { Secret } from '../../../../src/secret.ts';
import { tsigAlgorithms, tsigKeygen } from '../../../double/bind.ts';
import { startTool } from '../../../double/named.ts';
import { messages } from './arbitraries.ts';
import { keyFrom, test } from './bind-test.ts';

const now = Date.UTC(2026, 10, 24, 17);
const plainKey: TsigKey = {
  name: parseName('k.tsig.dynv6.com') ?? root,
  algorithm: 'hmac-sha256',
  secret: new Secret('c2VjcmV0'),
  macLength: 32,
};
const update = updateMessage(1, parseName('z.test') ?? root, []);

const keys: fc.Arbitrary<TsigKey> = fc
  .record({
    name: fc.constantFrom(parseName('k') ?? root, parseName('_1._tsig.dynv6.com') ?? root),
    algorithm: fc.constantFrom(...(Object.keys(algorithms) as TsigAlgorithm[])),
    secret: fc
      .uint8Array({ minLength: 1, maxLength: 200 })
      .map((bytes) => new Secret(Buffer.from(bytes).toString('base64'))),
    macLength: fc.constant(0),
  })
  .chain((key) =>
    fc
      .integer({ min: shortestMac(key.algorithm), max: algorithms[key.algorithm].length })
      .map((macLength) => ({ ...key, macLength })),
  );
const requestMacs = fc.option(fc.uint8Array({ minLength: 10, maxLength: 64 }), { nil: null });

test.for([...tsigAlgorithms, 'hmac-sha256-128', 'hmac-sha512-256'])(
  "BIND's client and we agree on every signature, its own and ours: %s",
  async (word, { lackingBind, listen, skip }) => {
    skip(lackingBind !== null, `no name server: ${lackingBind}`);
    const file = await tsigKeygen(word.replace(/-\d+$/, ''), 'Some.Key.dynv6.com');
    const [, secret = ''] = /secret "(.*)"/.exec(file) ?? [];
    const key = keyFrom(`${word}:some.key.dynv6.com:${secret}`);
    const server = await listen(({ bytes }) => {
      const request = read(bytes);
      const tsig = findTsig(request);
      const mac = typeof tsig === 'object' ? tsig.mac : null;
      return [sign(encodeMessage({ ...request, response: true, additionals: [] }), key, Date.now(), mac).bytes];
    });
    const { code, stdout, stderr } = await startTool(
      ['nsupdate', '-y', `${word}:some.key.dynv6.com:${secret}`],
      '/',
      `server 127.0.0.1 ${server.server.port}\nzone example.dynv6.net\nupdate add x.example.dynv6.net 60 A 198.41.0.4\nsend\n`,
    ).finished;
    const verified = server.heard.map(({ bytes }) => verify(bytes, key, Date.now(), null).is);
    expect({ verified, code, stdout, stderr }).toEqual({ verified: ['valid'], code: 0, stdout: '', stderr: '' });
  },
);

test("BIND's client refuses what is signed with another secret, so its yes means something", async ({
  lackingBind,
  listen,
  skip,
}) => {
  skip(lackingBind !== null, `no name server: ${lackingBind}`);
  const server = await listen(({ bytes }) => {
    const request = read(bytes);
    const answer = encodeMessage({ ...request, response: true, additionals: [] });
    return [sign(answer, { ...plainKey, secret: new Secret('b3RoZXI=') }, Date.now(), null).bytes];
  });
  const { code } = await startTool(
    ['nsupdate', '-t', '1', '-y', 'hmac-sha256:k.tsig.dynv6.com:c2VjcmV0'],
    '/',
    `server 127.0.0.1 ${server.server.port}\nzone z.test\nupdate delete x.z.test A\nsend\n`,
  ).finished;
  expect(code).not.toBe(0);
});

test('what is signed is valid, for every key, and is the same message as before', () => {
  fc.assert(
    fc.property(messages, keys, requestMacs, (message, key, requestMac) => {
      const { bytes, mac } = sign(encodeMessage(message), key, now, requestMac);
      const verified = verify(bytes, key, now, requestMac);
      expect(mac).toHaveLength(key.macLength);
      expect(verified.is).toBe('valid');
      expect(verified.is === 'valid' && withoutLastRecord(verified.message)).toEqual(message);
    }),
  );
});

test('a changed bit anywhere is never valid', () => {
  fc.assert(
    fc.property(messages, requestMacs, fc.nat(), (message, requestMac, where) => {
      const bytes = Uint8Array.from(sign(encodeMessage(message), plainKey, now, requestMac).bytes);
      const at = (where >> 3) % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (where & 7));
      const verified = verify(bytes, plainKey, now, requestMac);
      // The letter case of a name and the id on the wire are not signed: servers may change both.
      const unsigned = at < 2 || (verified.is === 'valid' && 1 << (where & 7) === 0x20);
      expect(unsigned || verified.is !== 'valid').toBe(true);
    }),
  );
});

test('no bytes make it throw or are valid', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), requestMacs, (bytes, requestMac) => {
      expect(verify(bytes, plainKey, now, requestMac).is).not.toBe('valid');
    }),
  );
});

test.for([
  { is: 'another secret', other: { secret: new Secret('b3RoZXI=') } },
  { is: 'another name', other: { name: parseName('other') ?? root } },
  { is: 'another algorithm', other: { algorithm: 'hmac-sha384', macLength: 24 } as const },
  { is: 'a shorter signature than the key asks for', other: { macLength: 16 } },
])('$is is a forgery', ({ other }) => {
  const { bytes } = sign(encodeMessage(update), { ...plainKey, ...other }, now, null);
  expect(verify(bytes, plainKey, now, null)).toEqual({ is: 'forged' });
});

test('a longer signature than the key asks for is taken', () => {
  const { bytes } = sign(encodeMessage(update), plainKey, now, null);
  expect(verify(bytes, { ...plainKey, macLength: 16 }, now, null).is).toBe('valid');
});

test('an answer to another request is a forgery', () => {
  const mine = sign(encodeMessage(update), plainKey, now, null);
  const other = sign(encodeMessage({ ...update, id: 2 }), plainKey, now, null);
  const answer = sign(encodeMessage({ ...update, response: true }), plainKey, now, other.mac);
  expect(verify(answer.bytes, plainKey, now, other.mac).is).toBe('valid');
  expect(verify(answer.bytes, plainKey, now, mine.mac)).toEqual({ is: 'forged' });
});

test.for([
  { seconds: 300, is: 'valid' },
  { seconds: -300, is: 'valid' },
  { seconds: 301, is: 'expired' },
  { seconds: -301, is: 'expired' },
])('a signature that is $seconds s old is $is', ({ seconds, is }) => {
  const { bytes } = sign(encodeMessage(update), plainKey, now, null);
  expect(verify(bytes, plainKey, now + seconds * 1000, null).is).toBe(is);
});

test('the id on the wire may differ from the one that was signed', () => {
  const bytes = Uint8Array.from(sign(encodeMessage(update), plainKey, now, null).bytes);
  bytes.set([0xab, 0xcd]);
  expect(verify(bytes, plainKey, now, null).is).toBe('valid');
});

test('a time after 2106 fits', () => {
  const later = Date.UTC(2200, 0, 1);
  expect(verify(sign(encodeMessage(update), plainKey, later, null).bytes, plainKey, later, null).is).toBe('valid');
});

const refusal: Tsig = {
  keyName: plainKey.name,
  algorithm: parseName('hmac-sha256') ?? root,
  signedAt: now / 1000,
  fudge: 300,
  mac: new Uint8Array(),
  originalId: 1,
  error: 17,
  other: new Uint8Array(),
};

test.for<{ is: string; tsig: Partial<Tsig>; verified: object }>([
  { is: 'BADKEY', tsig: {}, verified: { is: 'refusal', error: 'BADKEY', serverTime: null, proven: false } },
  { is: 'BADSIG', tsig: { error: 16 }, verified: { is: 'refusal', error: 'BADSIG' } },
  { is: 'BADTRUNC', tsig: { error: 22 }, verified: { is: 'refusal', error: 'BADTRUNC' } },
  {
    is: 'BADTIME with the time',
    tsig: { error: 18, other: Uint8Array.from([0, 0, 0, 0, 0, 9]) },
    verified: { is: 'refusal', error: 'BADTIME', serverTime: 9000 },
  },
  { is: 'BADTIME without one', tsig: { error: 18 }, verified: { is: 'refusal', error: 'BADTIME', serverTime: null } },
  { is: 'an error nobody knows', tsig: { error: 99 }, verified: { is: 'malformed' } },
  { is: 'no error and no MAC', tsig: { error: 0 }, verified: { is: 'forged' } },
])('an unsigned answer with $is', ({ tsig, verified }) => {
  const message = { ...update, response: true, responseCode: 9 };
  expect(verify(withRecords(message, encodeTsig({ ...refusal, ...tsig })), plainKey, now, null)).toMatchObject(
    verified,
  );
});

test.for([
  { is: 'two signatures', records: [encodeTsig(refusal), encodeTsig(refusal)] },
  {
    is: 'a record behind the signature',
    records: [encodeTsig(refusal), Uint8Array.from([0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])],
  },
  { is: 'a signature of another class', records: [encodeTsig(refusal).map((byte, at) => (at === 21 ? 1 : byte))] },
])('$is make it malformed', ({ records }) => {
  expect(verify(withRecords({ ...update, response: true }, ...records), plainKey, now, null)).toEqual({
    is: 'malformed',
  });
});

test('an answer without a signature says so', () => {
  expect(verify(encodeMessage(update), plainKey, now, null)).toEqual({ is: 'unsigned', message: update });
});

function read(bytes: Uint8Array): Message {
  const decoded = decodeMessage(bytes);
  if (decoded === null) throw new Error('not a message');
  return decoded.message;
}

function withoutLastRecord(message: Message): Message {
  return { ...message, additionals: message.additionals.slice(0, -1) };
}

function withRecords(message: Message, ...records: readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.concat([encodeMessage(message), ...records]);
  bytes.writeUInt16BE(records.length, 10);
  return bytes;
}
