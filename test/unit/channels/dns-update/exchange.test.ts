import { expect } from 'vitest';
import { dnsExchange } from '../../../../src/channels/dns-update/exchange.ts';
import { encodeMessage } from '../../../../src/channels/dns-update/message.ts';
import { parseName, root } from '../../../../src/channels/dns-update/name.ts';
import { updateMessage } from '../../../../src/channels/dns-update/update-message.ts';
import { never, test } from './bind-test.ts';
import { listenForDns } from './dns-listener.ts';

const zone = parseName('example.dynv6.net') ?? root;
const message = updateMessage(0x1234, zone, []);
const request = encodeMessage(message);
const good = encodeMessage({ ...message, response: true });
const cut = encodeMessage({ ...message, response: true, truncated: true });
const forged = encodeMessage({ ...message, response: true, responseCode: 5 });
const foreign = encodeMessage({ ...message, id: 1, response: true });

const believable = (answer: Uint8Array) => Buffer.compare(answer, forged) !== 0;
/** Long enough for any answer on loopback; a try that is to time out costs a tenth of it. */
const patient = dnsExchange({ timeout: 20_000 });
/** For what must time out. */
const hasty = dnsExchange({ timeout: 200 });

test.for<{
  is: string;
  udp: readonly Uint8Array[];
  tcp?: readonly Uint8Array[];
  heard: readonly string[];
  answer?: Uint8Array;
}>([
  { is: 'an answer over UDP', udp: [good], heard: ['udp'] },
  { is: 'an answer that is cut', udp: [cut], heard: ['udp', 'tcp'] },
  { is: 'an answer that may be forged', udp: [forged], heard: ['udp', 'tcp'] },
  {
    is: 'the same over TCP, which is taken for what it is',
    udp: [forged],
    tcp: [forged],
    heard: ['udp', 'tcp'],
    answer: forged,
  },
  { is: 'an answer to something else before the right one', udp: [foreign, good], heard: ['udp'] },
  { is: 'our own request back, before the right one', udp: [request, good], heard: ['udp'] },
  { is: 'half a header before the right one', udp: [good.subarray(0, 11), good], heard: ['udp'] },
  { is: 'nothing over TCP after a doubtful one', udp: [forged], tcp: [], heard: ['udp', 'tcp'], answer: forged },
])('$is', async ({ udp, tcp = [good], heard, answer = good }, { listen }) => {
  const listener = await listen(({ transport }) => (transport === 'udp' ? udp : tcp));
  const got = await patient(request, listener.server, believable, never);
  expect({ answer: got.ok && Buffer.from(got.value), heard: transports(listener.heard) }).toEqual({
    answer: Buffer.from(answer),
    heard,
  });
});

test('a lost datagram is sent again, the same bytes', async ({ listen }) => {
  const listener = await listen((_, count) => (count < 3 ? [] : [good]));
  const got = await dnsExchange({ timeout: 1000 })(request, listener.server, believable, never);
  expect(got.ok).toBe(true);
  expect(listener.heard.map(({ bytes }) => Buffer.compare(bytes, request))).toEqual([0, 0, 0]);
});

test('a server that is silent over UDP is asked over TCP', async ({ listen }) => {
  const listener = await listen(({ transport }) => (transport === 'udp' ? [] : [good]));
  const got = await dnsExchange({ timeout: 1000 })(request, listener.server, believable, never);
  expect({ ok: got.ok, heard: transports(listener.heard) }).toEqual({ ok: true, heard: ['udp', 'udp', 'udp', 'tcp'] });
});

test('a request over 512 bytes goes over TCP alone', async ({ listen }) => {
  const listener = await listen(() => [good]);
  const got = await patient(Buffer.concat([request, Buffer.alloc(500)]), listener.server, believable, never);
  expect({ ok: got.ok, heard: transports(listener.heard) }).toEqual({ ok: true, heard: ['tcp'] });
});

test('where nobody listens it fails at once, with the host in the message', async () => {
  const { server, close } = await listenForDns(() => []);
  await close();
  const got = await patient(request, server, believable, never);
  expect(got).toMatchObject({
    ok: false,
    failure: {
      code: 'network',
      message: `127.0.0.1 port ${server.port} could not be reached over UDP and TCP (ECONNREFUSED)`,
    },
  });
});

test('an answer that is cut, and no TCP to get the rest, says that TCP is missing', async ({ listen }) => {
  const { server } = await listen(() => [cut], { tcp: false });
  const got = await patient(request, server, believable, never);
  expect(got).toMatchObject({
    ok: false,
    failure: { code: 'network', message: `127.0.0.1 port ${server.port} could not be reached over TCP (ECONNREFUSED)` },
  });
});

test('silence ends in a time-out', async ({ listen }) => {
  const { server } = await listen(() => 'silence');
  const got = await hasty(request, server, believable, never);
  expect(got).toMatchObject({
    ok: false,
    failure: { code: 'timeout', message: `127.0.0.1 port ${server.port} did not answer within 0.2 s` },
  });
});

test('an answer to something else over TCP is nothing that the service says', async ({ listen }) => {
  const { server } = await listen(({ transport }) => (transport === 'udp' ? [cut] : [foreign]));
  const got = await patient(request, server, believable, never);
  expect(got).toMatchObject({ ok: false, failure: { code: 'unexpected-answer' } });
});

test('a datagram from another port than the one asked is not heard', async ({ listen }) => {
  const liar = await listen(() => []);
  const { server } = await listen(({ from, transport }) => {
    if (transport === 'udp') liar.send(good, from);
    return 'silence';
  });
  const got = await hasty(request, server, believable, never);
  expect(got).toMatchObject({ ok: false, failure: { code: 'timeout' } });
});

test('an address that swallows everything costs one try, then the next address is asked', async ({ listen }) => {
  const silent = await listen(() => 'silence', { address: '127.0.0.9' });
  const listener = await listen(() => [good], { port: silent.server.port });
  const exchange = dnsExchange({ timeout: 1000, addressesOf: async () => ['127.0.0.9', '127.0.0.1'] });
  const got = await exchange(request, { host: 'ns1.test', port: silent.server.port }, believable, never);
  expect({ ok: got.ok, silent: transports(silent.heard), heard: transports(listener.heard) }).toEqual({
    ok: true,
    silent: ['udp'],
    heard: ['udp'],
  });
});

test('a host is found by its name, and the address that does not listen is passed over', async ({ listen }) => {
  const { server } = await listen(() => [good]);
  const exchange = dnsExchange({ timeout: 20_000, addressesOf: async () => ['::1', '127.0.0.1'] });
  const byName = await patient(request, { ...server, host: 'localhost' }, believable, never);
  const byBoth = await exchange(request, { ...server, host: 'localhost' }, believable, never);
  expect([byName.ok, byBoth.ok]).toEqual([true, true]);
});

test('a literal IPv6 address', async ({ listen }) => {
  const listener = await listen(({ transport }) => (transport === 'udp' ? [cut] : [good]), { address: '::1' });
  const got = await patient(request, listener.server, believable, never);
  expect({ ok: got.ok, heard: transports(listener.heard) }).toEqual({ ok: true, heard: ['udp', 'tcp'] });
});

test.for([
  {
    is: 'a name that does not exist',
    lookUp: () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })),
    code: 'network',
    message: 'ns1.test could not be looked up (ENOTFOUND)',
  },
  {
    is: 'a name without an address',
    lookUp: () => Promise.resolve([]),
    code: 'network',
    message: 'ns1.test could not be looked up (no address)',
  },
  {
    is: 'a look-up that hangs',
    lookUp: () => new Promise<readonly string[]>(() => undefined),
    code: 'timeout',
    message: 'ns1.test could not be looked up within 0.2 s',
  },
])('$is', async ({ lookUp, code, message }) => {
  const exchange = dnsExchange({ timeout: 200, addressesOf: lookUp });
  const got = await exchange(request, { host: 'ns1.test', port: 53 }, believable, never);
  expect(got).toMatchObject({ ok: false, failure: { code, message } });
});

test('a caller that gives up ends it at once, at every stage', async ({ listen }) => {
  const abort = new AbortController();
  const listener = await listen(({ transport }) => {
    if (transport === 'tcp') abort.abort();
    return transport === 'tcp' ? 'silence' : [cut];
  });
  const whileWaiting = await patient(request, listener.server, believable, abort.signal);
  const before = await patient(request, listener.server, believable, abort.signal);
  const other = new AbortController();
  const atStart = patient(request, listener.server, believable, other.signal);
  other.abort();
  const failures = [whileWaiting, before, await atStart].map((got) => got.ok || got.failure.code);
  expect({ failures, heard: transports(listener.heard) }).toEqual({
    failures: ['timeout', 'timeout', 'timeout'],
    heard: ['udp', 'tcp'],
  });
});

function transports(heard: readonly { readonly transport: string }[]): readonly string[] {
  return heard.map(({ transport }) => transport);
}
