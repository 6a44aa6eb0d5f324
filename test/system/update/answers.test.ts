import { expect } from 'vitest';
import {
  always,
  badGateway,
  captivePortal,
  type Fault,
  type FaultRule,
  html,
  networkAuthentication,
  status,
  tooManyRequests,
} from '../../double/faults.ts';
import { test } from '../../support/fixtures.ts';
import { update, zonesOf } from '../../support/update-run.ts';

const never = () => null;

test.for<{ is: string; fault: Fault; result: string }>([
  { is: 'the plain word', fault: { kind: 'body', body: 'addresses unchanged' }, result: 'unchanged' },
  { is: 'a line end', fault: { kind: 'body', body: 'addresses updated\r\n' }, result: 'updated' },
  {
    is: 'a byte order mark and a capital',
    fault: { kind: 'body', body: '\uFEFF Addresses updated' },
    result: 'updated',
  },
  { is: 'chunks of single bytes', fault: { kind: 'single bytes' }, result: 'updated' },
  { is: 'a slow but complete answer', fault: { kind: 'drip', every: 1 }, result: 'updated' },
  { is: 'an unannounced end of the connection', fault: { kind: 'silent close' }, result: 'updated' },
])('success in another dress counts, and is remembered: $is (C24)', async ({ fault, result }, { openDouble, home }) => {
  const double = await openDouble({ faults: always(fault) });
  const run = await home.dynv6(update(double, '--json'));
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(zonesOf(run)).toMatchObject([{ result, error: null }]);
  expect(zonesOf(await home.dynv6(update(double, '--json')))).toMatchObject([{ result: 'skipped' }]);
  expect(double.log).toHaveLength(1);
});

test.for<{ is: string; fault: Fault }>([
  { is: 'a captive portal with the magic words (C21)', fault: captivePortal },
  { is: 'plain text with a word of another protocol (C21)', fault: status(200, 'good 198.41.0.4') },
  { is: 'a JSON success (C21)', fault: status(200, '{"status":"success"}', { 'content-type': 'application/json' }) },
  { is: 'a network that wants a log-in (C21)', fault: networkAuthentication },
  { is: 'an empty success (C24)', fault: status(200) },
  { is: 'a success without content (C24)', fault: { kind: 'answer', answer: { status: 204, headers: {}, body: '' } } },
  { is: 'a page as plain text', fault: status(200, '<p>addresses updated</p>') },
  { is: 'several lines', fault: status(200, 'addresses updated\naddresses updated') },
  { is: 'over 200 characters', fault: status(200, `addresses ${'really '.repeat(40)}updated`) },
  { is: 'words with a no in them', fault: status(200, 'addresses not updated') },
])('what is not the service is not believed, nor remembered: $is', async ({ fault }, { openDouble, home }) => {
  const double = await openDouble({ faults: always(fault) });
  const run = await home.dynv6(update(double, '--retries', '0'));
  expect(run).toMatchObject({ code: 76, stdout: '' });
  expect(run.stderr.length).toBeLessThan(600);
  expect(run.stderr).not.toContain('<');
  expect(double.log).toHaveLength(1);

  double.misbehave(never);
  expect(await home.dynv6(update(double))).toMatchObject({ code: 0, stderr: '' });
  expect(double.log).toHaveLength(2);
});

test('a page from a gateway is tried again, and then later (C21)', async ({ openDouble, home }) => {
  const double = await openDouble({ faults: always(badGateway) });
  const run = await home.dynv6(update(double, '--retries', '1'));
  expect(run).toMatchObject({ code: 75, stdout: '' });
  expect(run.stderr).not.toContain('<');
  expect(double.log).toHaveLength(2);
});

test.for<{ is: string; retryAfter: () => string }>([
  { is: 'in seconds', retryAfter: () => '3600' },
  { is: 'as a date', retryAfter: () => new Date(Date.now() + 3_600_000).toUTCString() },
])(
  'a rate limit that says when to come back is kept to by this run and the next: $is (C26)',
  async (row, { openDouble, home }) => {
    const double = await openDouble({ faults: always(tooManyRequests(row.retryAfter())) });
    expect((await home.dynv6(update(double, '--retries', '3'))).code).toBe(75);
    expect(double.log).toHaveLength(1);
    double.misbehave(never);
    expect((await home.dynv6(update(double, '--retries', '3'))).code).toBe(75);
    expect(double.log).toHaveLength(1);
    expect((await home.dynv6(update(double), { clockAhead: 3_700_000 })).code).toBe(0);
    expect(double.log).toHaveLength(2);
  },
);

test.for([['-5'], ['soon'], [undefined]] as const)(
  'a rate limit that does not say when is tried again like any passing failure: %s (C26)',
  async ([retryAfter], { openDouble, home }) => {
    const double = await openDouble({ faults: always(tooManyRequests(retryAfter)) });
    expect((await home.dynv6(update(double, '--retries', '1'))).code).toBe(75);
    expect(double.log).toHaveLength(2);
  },
);

test.for<{ is: string; faults: FaultRule; code: number; again: boolean }>([
  { is: 'a rejected token', faults: always(status(401, 'invalid authentication token')), code: 77, again: false },
  { is: 'an unknown zone', faults: always(status(404, 'zone not found')), code: 68, again: false },
  { is: 'a page that is not found', faults: always(html(404, '<h1>Not Found</h1>')), code: 76, again: true },
])('$is is one request; the next run asks again: $again', async ({ faults, code, again }, { openDouble, home }) => {
  const double = await openDouble({ faults });
  expect((await home.dynv6(update(double, '--retries', '3'))).code).toBe(code);
  expect(double.log).toHaveLength(1);
  expect((await home.dynv6(update(double))).code).toBe(code);
  expect(double.log).toHaveLength(again ? 2 : 1);
  expect((await home.dynv6(update(double, '--force'))).code).toBe(code);
  expect(double.log).toHaveLength(again ? 3 : 2);
});

test('a refusal is forgotten after an hour, and at once with another token', async ({ openDouble, home }) => {
  home.secret('n3w-T0ken');
  const double = await openDouble({ tokens: { 'n3w-T0ken': 'all' } });
  expect((await home.dynv6(update(double))).code).toBe(77);
  expect((await home.dynv6(update(double), { clockAhead: 61 * 60_000 })).code).toBe(77);
  expect(double.log).toHaveLength(2);
  expect((await home.dynv6(update(double), { env: { token: 'n3w-T0ken' } })).code).toBe(0);
});
