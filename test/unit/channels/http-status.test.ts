import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpAnswer } from '../../../src/channels/http.ts';
import { excerpt, isHtml, parseRetryAfter, statusFailure } from '../../../src/channels/http-status.ts';
import type { FailureCode } from '../../../src/failure.ts';
import { Secret } from '../../../src/secret.ts';

const now = Date.UTC(2026, 10, 24, 17);
const plain: HttpAnswer = { status: 200, contentType: 'text/plain', body: '', retryAfter: null };
const page = '<!DOCTYPE html><html><body>Please log in. Your addresses updated soon.</body></html>';

interface Row {
  readonly is: string;
  readonly answer: Partial<HttpAnswer>;
  readonly code: FailureCode | null;
  readonly retryAfter?: number;
}

describe('statusFailure', () => {
  test.for<Row>([
    { is: '200', answer: { status: 200 }, code: null },
    { is: '200 with a web page, which is for the channel to judge', answer: { body: page }, code: null },
    { is: '204', answer: { status: 204 }, code: null },
    { is: '101', answer: { status: 101 }, code: 'unexpected-answer' },
    { is: '302', answer: { status: 302, location: 'https://login.example/' }, code: 'unexpected-answer' },
    { is: '304', answer: { status: 304 }, code: 'unexpected-answer' },
    { is: '400', answer: { status: 400, body: 'bad request' }, code: 'unexpected-answer' },
    { is: '401', answer: { status: 401, body: 'invalid authentication token' }, code: 'token-rejected' },
    { is: '401 with other words', answer: { status: 401, body: 'addresses updated' }, code: 'token-rejected' },
    { is: '401 with a web page', answer: { status: 401, body: page }, code: 'token-rejected' },
    { is: '403', answer: { status: 403, body: 'forbidden' }, code: 'token-rejected' },
    { is: '403 with a web page', answer: { status: 403, body: page }, code: 'unexpected-answer' },
    { is: '404', answer: { status: 404, body: 'zone not found' }, code: 'zone-unknown' },
    { is: '404 without a word', answer: { status: 404 }, code: 'zone-unknown' },
    { is: '404 with a web page', answer: { status: 404, body: page }, code: 'unexpected-answer' },
    { is: '405', answer: { status: 405 }, code: 'unexpected-answer' },
    { is: '407', answer: { status: 407, body: page }, code: 'config' },
    { is: '408', answer: { status: 408 }, code: 'unavailable' },
    { is: '409', answer: { status: 409 }, code: 'unexpected-answer' },
    { is: '410', answer: { status: 410 }, code: 'unexpected-answer' },
    { is: '422', answer: { status: 422 }, code: 'unexpected-answer' },
    { is: '425', answer: { status: 425 }, code: 'unavailable' },
    { is: '429', answer: { status: 429 }, code: 'rate-limited' },
    { is: '429 for an hour', answer: { status: 429, retryAfter: '3600' }, code: 'rate-limited', retryAfter: 3_600_000 },
    { is: '429 with a negative pause', answer: { status: 429, retryAfter: '-5' }, code: 'rate-limited' },
    { is: '451', answer: { status: 451 }, code: 'unexpected-answer' },
    { is: '500', answer: { status: 500 }, code: 'unavailable' },
    { is: '502 with a web page', answer: { status: 502, body: page }, code: 'unavailable' },
    { is: '503 for a minute', answer: { status: 503, retryAfter: '60' }, code: 'unavailable', retryAfter: 60_000 },
    { is: '511, a captive portal', answer: { status: 511, body: page }, code: 'unexpected-answer' },
    { is: '599', answer: { status: 599 }, code: 'unavailable' },
  ])('$is: $code', ({ answer, code, retryAfter }) => {
    const failure = statusFailure({ ...plain, ...answer }, 'dynv6.com', now);
    expect({ code: failure?.code ?? null, retryAfter: failure?.retryAfter }).toEqual({ code, retryAfter });
  });

  test('a redirect names the host it leads to and no more', () => {
    const answer = { ...plain, status: 302, location: 'https://u:s3cr3t@login.example:8443/x?token=s3cr3t' };
    expect(statusFailure(answer, 'dynv6.com', now)?.message).toBe(
      'dynv6.com sent us on to login.example:8443 (302), and redirects are not followed',
    );
  });

  test.for([null, 'http://', 'javascript:alert(1)'])('a redirect to %s names no host', (location) => {
    expect(statusFailure({ ...plain, status: 301, location }, 'dynv6.com', now)?.message).toBe(
      'dynv6.com sent us on (301), and redirects are not followed',
    );
  });

  test('a page that repeats the request does not repeat the token', () => {
    const token = new Secret('s3cr3t+Tok/%');
    const basic = Buffer.from('none:s3cr3t+Tok/%').toString('base64');
    const body = `Bad s3cr3t+Tok/% s3cr3t%2bTok%2f%25 /api/update?zone=a&token=x ${basic}`;
    expect(statusFailure({ ...plain, status: 400, body }, 'dynv6.com', now, [token])?.message).toBe(
      'dynv6.com answered 400: "Bad … … … …"',
    );
  });

  test('every status but 2xx is a failure of one line', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.string({ unit: 'binary' }), (status, body) => {
        const failure = statusFailure({ ...plain, status, body }, 'dynv6.com', now);
        expect(failure === null).toBe(status >= 200 && status < 300);
        expect(failure?.message ?? '').not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

describe('excerpt', () => {
  test.for([
    { is: 'a sentence', body: 'zone not found', line: 'zone not found' },
    { is: 'line breaks and a byte order mark', body: '\uFEFFone\r\n\ttwo\n', line: 'one two' },
    { is: 'control characters', body: 'a\u001b[31mb\u0000\u202Ec', line: 'a [31mb c' },
    { is: 'a web page', body: page, line: '' },
    { is: 'a web page after some words', body: `hello ${page}`, line: '' },
    { is: 'an address with a query', body: 'no /api/update?token=T0ken here', line: 'no … here' },
    { is: 'a header', body: 'Authorization: Basic bm9uZTpUMGtlbg x', line: '… x' },
    { is: '80 characters', body: 'x'.repeat(80), line: 'x'.repeat(80) },
    { is: 'more than 80 characters', body: 'x'.repeat(81), line: `${'x'.repeat(79)}…` },
    {
      is: 'characters outside the basic plane, which are not cut in two',
      body: '🙂'.repeat(90),
      line: `${'🙂'.repeat(79)}…`,
    },
  ])('$is', ({ body, line }) => {
    expect(excerpt(body)).toBe(line);
  });

  test('a secret that is empty takes nothing away', () => {
    expect(excerpt('zone not found', [new Secret('')])).toBe('zone not found');
  });
});

describe('isHtml', () => {
  test.for([
    { is: 'a page', contentType: 'text/html; charset=utf-8', body: page, html: true },
    { is: 'a page that claims to be plain', contentType: 'text/plain', body: page, html: true },
    { is: 'a fragment of one', contentType: 'TEXT/HTML', body: 'updated<br>', html: true },
    { is: 'an empty body declared as a page', contentType: 'text/html', body: '', html: true },
    {
      is: "the service's own sentence declared as a page",
      contentType: 'text/html',
      body: 'zone not found',
      html: false,
    },
    { is: 'a sentence', contentType: 'text/plain', body: 'addresses updated', html: false },
    { is: 'JSON', contentType: 'application/json', body: '{"a":"<b>"}', html: false },
  ])('$is: $html', ({ contentType, body, html }) => {
    expect(isHtml({ contentType, body })).toBe(html);
  });
});

describe('parseRetryAfter', () => {
  test.for<[string | null, number | undefined]>([
    ['3600', 3_600_000],
    [' 5 ', 5000],
    ['Tue, 24 Nov 2026 18:00:00 GMT', 3_600_000],
    ['Tuesday, 24-Nov-26 18:00:00 GMT', 3_600_000],
    ['Tue Nov 24 18:00:00 2026', 3_600_000],
    ['Tue, 24 Nov 2026 16:00:00 GMT', undefined],
    ['Tue, 99 Nov 2026 18:00:00 GMT', undefined],
    ['0', undefined],
    ['-5', undefined],
    ['3.5', undefined],
    ['soon', undefined],
    ['99999999999999999999', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s is %s ms', ([value, pause]) => {
    expect(parseRetryAfter(value, now)).toBe(pause);
  });

  test('no text makes it throw or look back', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseRetryAfter(text, now) ?? 1).toBeGreaterThan(0);
      }),
    );
  });
});
