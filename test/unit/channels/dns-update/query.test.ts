import { expect } from 'vitest';
import { dnsExchange } from '../../../../src/channels/dns-update/exchange.ts';
import { decodeMessage, encodeMessage, type Message } from '../../../../src/channels/dns-update/message.ts';
import { ask, type QueryType } from '../../../../src/channels/dns-update/query.ts';
import { exampleZone } from '../../../double/bind.ts';
import { never, test } from './bind-test.ts';

const exchange = dnsExchange({ timeout: 20_000 });
const long = 'x'.repeat(700);
const zone = {
  ...exampleZone,
  records: [
    ...exampleZone.records,
    `long TXT "${'x'.repeat(255)}" "${'x'.repeat(255)}" "${'x'.repeat(190)}"`,
    'alias CNAME host',
  ],
};

test.for<{ name: string; type: QueryType; found: string; data: readonly string[] }>([
  { name: 'example.dynv6.net', type: 'A', found: 'records', data: ['198.41.0.1'] },
  { name: 'EXAMPLE.dynv6.net.', type: 'AAAA', found: 'records', data: ['2a02:12ab:1::1'] },
  { name: 'example.dynv6.net', type: 'TXT', found: 'records', data: ['kept'] },
  { name: 'example.dynv6.net', type: 'NS', found: 'records', data: ['ns1.example.dynv6.net'] },
  {
    name: 'example.dynv6.net',
    type: 'SOA',
    found: 'records',
    data: ['ns1.example.dynv6.net hostmaster.example.dynv6.net 1 3600 600 86400 60'],
  },
  { name: 'alias.example.dynv6.net', type: 'AAAA', found: 'records', data: ['2a02:12ab:1::2'] },
  { name: 'long.example.dynv6.net', type: 'TXT', found: 'records', data: [long] },
  { name: 'host.example.dynv6.net', type: 'A', found: 'no-data', data: [] },
  { name: 'none.example.dynv6.net', type: 'A', found: 'no-name', data: [] },
])('BIND tells us $type of $name: $found', async ({ name, type, found, data }, { openBind }) => {
  const bind = await openBind({ zones: [zone] });
  const answer = await ask(bind.server, name, type, exchange, never);
  expect(answer).toMatchObject({ ok: true, value: { found, authoritative: true } });
  expect(answer.ok && answer.value.records.map((record) => record.data)).toEqual(data);
});

test('what is set by an update is what is asked afterwards, with its time to live', async ({ bind }) => {
  await bind.nsupdate(bind.keys.get('hmac-sha256.tsig.dynv6.com') ?? '', [
    'update add new.example.dynv6.net 77 A 198.41.0.9',
  ]);
  expect(await ask(bind.server, 'new.example.dynv6.net', 'A', exchange, never)).toEqual({
    ok: true,
    value: { found: 'records', records: [{ data: '198.41.0.9', ttl: 77 }], authoritative: true },
  });
});

test('a server that does not serve the zone is no server without the name', async ({ bind }) => {
  expect(await ask(bind.server, 'example.com', 'A', exchange, never)).toMatchObject({
    ok: false,
    failure: { code: 'zone-unknown', message: '127.0.0.1 does not answer for example.com (REFUSED)' },
  });
});

test.for<{ is: string; answer: (query: Message) => Message; code: string }>([
  {
    is: 'an answer to another question',
    answer: (query) => ({ ...query, questions: [{ ...query.questions[0], type: 16 }] as Message['questions'] }),
    code: 'unexpected-answer',
  },
  { is: 'an answer without a question', answer: (query) => ({ ...query, questions: [] }), code: 'unexpected-answer' },
  { is: 'SERVFAIL', answer: (query) => ({ ...query, responseCode: 2 }), code: 'unavailable' },
  { is: 'NOTIMP', answer: (query) => ({ ...query, responseCode: 4 }), code: 'unexpected-answer' },
])('$is is $code', async ({ answer, code }, { listen }) => {
  const { server } = await listen(({ bytes }) => {
    const query = decodeMessage(bytes)?.message;
    return query === undefined ? [] : [encodeMessage({ ...answer(query), response: true })];
  });
  expect(await ask(server, 'example.dynv6.net', 'A', exchange, never)).toMatchObject({ ok: false, failure: { code } });
});

test('what is no name is refused before anything is sent', async ({ listen }) => {
  const { server, heard } = await listen(() => []);
  const answer = await ask(server, 'a..b', 'A', exchange, never);
  expect({ answer, heard }).toMatchObject({ answer: { ok: false, failure: { code: 'usage' } }, heard: [] });
});
