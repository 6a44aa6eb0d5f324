import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswer, requestFor } from '../../../src/channels/dyndns2.ts';
import type { HttpAnswer } from '../../../src/channels/http.ts';
import { exitCodes } from '../../../src/failure.ts';
import { Secret } from '../../../src/secret.ts';
import { parseZone } from '../../../src/settings/zone.ts';
import type { Update, Values } from '../../../src/update.ts';

const now = Date.UTC(2026, 10, 24, 17);
const server = new URL('https://dynv6.com');
const token = new Secret('T0ken');
const plain: HttpAnswer = { status: 200, contentType: 'text/plain', body: 'good', retryAfter: null };

function updateOf(values: Values): Update {
  const parsed = parseZone('example.dynv6.net');
  if (!parsed.ok) throw new Error(parsed.failure);
  return { zone: parsed.value.zone, values, over: 'any', from: null };
}

describe('the request', () => {
  test('an address is named', () => {
    expect(requestFor(updateOf({ ipv4: '198.41.0.4' }), server, token)).toEqual({
      ok: true,
      value: {
        method: 'GET',
        url: new URL('https://dynv6.com/nic/update?hostname=example.dynv6.net&myip=198.41.0.4'),
        headers: { authorization: `Basic ${Buffer.from('none:T0ken').toString('base64')}` },
        over: 'any',
        from: null,
      },
    });
  });

  test('auto names none and leaves over IPv4 (C27)', () => {
    expect(requestFor(updateOf({ ipv4: 'auto' }), server, token)).toMatchObject({
      value: { url: new URL('https://dynv6.com/nic/update?hostname=example.dynv6.net'), over: 'ipv4' },
    });
  });

  test('auto leaves by the interface that was asked for, to a service below a path', () => {
    const from = { interface: 'eth0', address: '192.168.77.2' };
    const request = requestFor({ ...updateOf({ ipv4: 'auto' }), from }, new URL('http://localhost:8080/dynv6/'), token);
    expect(request).toMatchObject({
      value: { url: new URL('http://localhost:8080/dynv6/nic/update?hostname=example.dynv6.net'), from },
    });
  });

  test.for<Values>([
    {},
    { ipv4: '' },
    { ipv4: '-' },
    { ipv6: '2a02:12ab::1' },
    { ipv4: '198.41.0.4', ipv6: '2a02:12ab::1' },
    { ipv4: 'auto', ipv6prefix: '2a02:12ab::/64' },
  ])('what dyndns2 cannot carry is not sent: %o', (values) => {
    expect(requestFor(updateOf(values), server, token)).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });

  test.for(['a$b&c=d+e%41#f/g?h"i', 'pässwörd:mit:Doppelpunkt', '🙂'])(
    'the token arrives unharmed: %s (C38)',
    (text) => {
      const request = requestFor(updateOf({ ipv4: 'auto' }), server, new Secret(text));
      const header = request.ok ? (request.value.headers['authorization'] ?? '') : '';
      expect(Buffer.from(header.replace('Basic ', ''), 'base64').toString('utf8')).toBe(`none:${text}`);
    },
  );
});

interface Row {
  readonly is?: string;
  readonly answer: Partial<HttpAnswer>;
  readonly gives: string;
  readonly retryAfter?: number;
}

function outcomeOf(answer: Partial<HttpAnswer>): { readonly gives: string; readonly retryAfter: number | undefined } {
  const read = readAnswer({ ...plain, ...answer }, 'dynv6.com', now, token);
  if (read.ok) return { gives: read.value.outcome, retryAfter: undefined };
  return { gives: read.failure.code, retryAfter: read.failure.retryAfter };
}

describe('the answer', () => {
  const classic: readonly Row[] = [
    { answer: { body: 'good' }, gives: 'updated' },
    { answer: { body: 'nochg' }, gives: 'unchanged' },
    { answer: { body: 'badauth' }, gives: 'token-rejected' },
    { answer: { body: '!yours' }, gives: 'zone-unknown' },
    { answer: { body: 'nohost' }, gives: 'zone-unknown' },
    { answer: { body: 'notfqdn' }, gives: 'zone-unknown' },
    { answer: { body: 'numhost' }, gives: 'zone-unknown' },
    { answer: { body: 'abuse' }, gives: 'rate-limited', retryAfter: 3_600_000 },
    { answer: { body: '911' }, gives: 'unavailable' },
    { answer: { body: 'dnserr' }, gives: 'unavailable' },
    { answer: { body: '!donator' }, gives: 'config' },
    { answer: { body: 'badagent' }, gives: 'config' },
  ];

  test.for(
    classic.flatMap((row) => [
      row,
      { ...row, answer: { body: `${row.answer.body} 198.41.0.4` } },
      { ...row, answer: { body: ` ${row.answer.body?.toUpperCase()}\t2a02:12ab::1 \r\n` } },
      { ...row, answer: { body: `\uFEFF${row.answer.body}\n` } },
    ]),
  )('$answer.body: $gives', ({ answer, gives, retryAfter }) => {
    expect(outcomeOf(answer)).toEqual({ gives, retryAfter });
  });

  test.for(
    classic
      .filter(({ gives }) => gives in exitCodes)
      .flatMap((row) => [201, 400, 401, 403, 404, 500].map((status) => ({ ...row, status }))),
  )('$answer.body with status $status: $gives', ({ answer, status, gives, retryAfter }) => {
    expect(outcomeOf({ ...answer, status })).toEqual({ gives, retryAfter });
  });

  test.for<Row>([
    { is: 'a success refused by its status', answer: { status: 401 }, gives: 'token-rejected' },
    {
      is: 'a success of a broken service',
      answer: { status: 503, retryAfter: '60' },
      gives: 'unavailable',
      retryAfter: 60_000,
    },
    {
      is: 'too many requests',
      answer: { status: 429, body: '', retryAfter: '3600' },
      gives: 'rate-limited',
      retryAfter: 3_600_000,
    },
    {
      is: 'abuse with a pause of its own',
      answer: { body: 'abuse', retryAfter: '7200' },
      gives: 'rate-limited',
      retryAfter: 7_200_000,
    },
    { is: 'a pause where none helps', answer: { body: 'badauth', retryAfter: '60' }, gives: 'token-rejected' },
    { is: "the service's own words", answer: { status: 404, body: 'zone not found' }, gives: 'zone-unknown' },
    { is: 'a redirect with a classic word', answer: { status: 302, body: 'good' }, gives: 'unexpected-answer' },
    { is: 'a redirect with a refusal', answer: { status: 302, body: 'badauth' }, gives: 'unexpected-answer' },
    { is: "a proxy's refusal", answer: { status: 407, body: 'badauth' }, gives: 'config' },
    { is: 'a success declared as a page', answer: { contentType: 'text/html' }, gives: 'updated' },
    { is: 'a page', answer: { body: '<p>good</p>' }, gives: 'unexpected-answer' },
    { is: 'a page with a line for a success', answer: { body: '<html>\ngood\n</html>' }, gives: 'unexpected-answer' },
    { is: 'an empty answer', answer: { body: '' }, gives: 'unexpected-answer' },
    { is: 'white space', answer: { body: ' \r\n\r\n' }, gives: 'unexpected-answer' },
    { is: 'no content', answer: { status: 204, body: '' }, gives: 'unexpected-answer' },
    { is: 'a greeting', answer: { body: 'good evening' }, gives: 'unexpected-answer' },
    { is: 'a longer word', answer: { body: 'goodbye' }, gives: 'unexpected-answer' },
    { is: "another channel's success", answer: { body: 'addresses updated' }, gives: 'unexpected-answer' },
    { is: 'JSON', answer: { body: '{"status":"good"}' }, gives: 'unexpected-answer' },
    { is: 'a number that is not 911', answer: { body: '9110' }, gives: 'unexpected-answer' },
    {
      is: 'a sentence about abuse',
      answer: { body: 'abuse of this network is forbidden' },
      gives: 'unexpected-answer',
    },
    { is: 'a request that was thrown away', answer: { body: 'good 127.0.0.1' }, gives: 'unexpected-answer' },
    { is: 'two addresses', answer: { body: 'good 198.41.0.4, 2a02:12ab::1' }, gives: 'updated' },
    { is: 'two successes', answer: { body: 'nochg 198.41.0.4\ngood 198.41.0.4\n' }, gives: 'updated' },
    { is: 'the same twice', answer: { body: 'nochg\nnochg' }, gives: 'unchanged' },
    { is: 'a success and a refusal', answer: { body: 'good\r\nnohost\r\n' }, gives: 'zone-unknown' },
    { is: 'trouble before a refusal', answer: { body: '911\nbadauth' }, gives: 'token-rejected' },
    {
      is: 'a refusal that is explained',
      answer: { body: 'badauth\nYour token is not one of ours' },
      gives: 'token-rejected',
    },
    { is: 'a success that is explained', answer: { body: 'good\nHave a nice day' }, gives: 'unexpected-answer' },
  ])('$is: $gives', ({ answer, gives, retryAfter }) => {
    expect(outcomeOf(answer)).toEqual({ gives, retryAfter });
  });

  test('the order of several answers does not matter', () => {
    const words = classic.map(({ answer }) => answer.body ?? '');
    fc.assert(
      fc.property(fc.shuffledSubarray(words, { minLength: 1 }), (lines) => {
        const sorted = words.filter((word) => lines.includes(word));
        expect(outcomeOf({ body: lines.join('\n') })).toEqual(outcomeOf({ body: sorted.join('\n') }));
      }),
    );
  });

  test('only the words of success are a success, and the token is in no message', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 100, max: 599 }), (text, status) => {
        const read = readAnswer({ ...plain, status, body: `${text} T0ken` }, 'dynv6.com', now, token);
        expect(read.ok).toBe(false);
        expect(JSON.stringify(read)).not.toContain('T0ken');
      }),
    );
  });
});
