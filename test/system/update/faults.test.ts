import { expect } from 'vitest';
import {
  always,
  echo,
  type Fault,
  type FaultRule,
  onRequests,
  redirect,
  staleConnections,
  status,
  tenMegabytes,
} from '../../double/faults.ts';
import { test } from '../../support/fixtures.ts';
import { oneLine, stackTrace, update, zonesOf } from '../../support/update-run.ts';

interface Row {
  readonly is: string;
  readonly fault: Fault;
  readonly code: number;
  readonly error: string;
  readonly requests?: number;
}

const once = ['--retries', '0', '--timeout', '400ms'];

test.for<Row>([
  { is: 'a bad request', fault: status(400, 'Bad Request'), code: 76, error: 'unexpected-answer' },
  { is: 'a rejected token', fault: status(401), code: 77, error: 'token-rejected' },
  { is: 'a forbidden zone', fault: status(403), code: 77, error: 'token-rejected' },
  { is: 'no such zone', fault: status(404), code: 68, error: 'zone-unknown' },
  { is: 'a rate limit', fault: status(429), code: 75, error: 'rate-limited' },
  { is: 'an internal error', fault: status(500, 'oops'), code: 75, error: 'unavailable' },
  { is: 'a service that is down', fault: status(503), code: 75, error: 'unavailable' },
  { is: 'a gateway that waited in vain', fault: status(504), code: 75, error: 'unavailable' },
  { is: 'a reset before the request', fault: { kind: 'reset', when: 'before' }, code: 75, error: 'network' },
  { is: 'a reset before the answer', fault: { kind: 'reset', when: 'after' }, code: 75, error: 'network' },
  { is: 'no answer', fault: { kind: 'hang', when: 'before' }, code: 75, error: 'timeout' },
  { is: 'an answer that drips for too long', fault: { kind: 'drip', every: 100 }, code: 75, error: 'timeout' },
  { is: 'half an answer', fault: { kind: 'half' }, code: 75, error: 'network' },
  { is: 'ten megabytes', fault: tenMegabytes, code: 76, error: 'unexpected-answer' },
])('$is: $code, one line, nothing remembered', async ({ fault, code, error }, { openDouble, home }) => {
  const double = await openDouble({ faults: always(fault) });
  const run = await home.dynv6(update(double, ...once));
  expect(run).toEqual({ code, stdout: '', stderr: expect.stringMatching(oneLine('example.dynv6.net')) });
  expect(double.log).toHaveLength(1);

  const told = await home.dynv6(update(double, ...once, '--force', '--json'));
  expect(zonesOf(told)).toMatchObject([{ result: 'failed', response: null, error: { code: error, exitCode: code } }]);

  double.misbehave(() => null);
  const after = zonesOf(await home.dynv6(update(double, '--force', '--json')));
  expect(after).toMatchObject([{ result: expect.stringMatching(/^u/), previous: null, error: null }]);
});

test.for<{ is: string; faults: FaultRule }>([
  { is: 'unavailable', faults: onRequests({ 1: status(503) }) },
  { is: 'reset', faults: onRequests({ 1: { kind: 'reset', when: 'before' } }) },
  { is: 'reset after it was taken', faults: onRequests({ 1: { kind: 'reset', when: 'after' } }) },
  { is: 'cut in half', faults: onRequests({ 1: { kind: 'half' } }) },
  { is: 'silent', faults: onRequests({ 1: { kind: 'hang', when: 'after' } }) },
])('one failure that passes is not heard of: the first request is $is', async ({ faults }, { openDouble, home }) => {
  const double = await openDouble({ faults });
  const run = await home.dynv6(update(double, '--retries', '1', '--timeout', '400ms'));
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(double.log).toHaveLength(2);
});

test('a closed connection that nobody said was closed costs no visible error', async ({ openDouble, home }) => {
  const zones = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`z${index}.dynv6.net`, {}]));
  const double = await openDouble({ zones, faults: staleConnections() });
  await home.write('.config/dynv6/config.json', JSON.stringify({ zones: Object.keys(zones) }));
  const run = await home.dynv6(['--server', double.url]);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect([...double.zones.values()].every(({ ipv4 }) => ipv4 === '198.41.0.4')).toBe(true);
});

test.for([301, 302, 307, 308] as const)(
  'a redirect (%i) is not followed, and its target is not told the token',
  async (code, { openDouble, home }) => {
    const elsewhere = await openDouble({});
    const double = await openDouble({ faults: always(redirect(code, `${elsewhere.url}/api/update?token=T0ken`)) });
    const run = await home.dynv6(update(double));
    expect(run).toEqual({ code: 76, stdout: '', stderr: expect.stringMatching(oneLine('redirect')) });
    expect(elsewhere.connections).toBe(0);
  },
);

test('an error page that shows the request shows no token here', async ({ openDouble, home }) => {
  const double = await openDouble({ faults: echo(500) });
  const run = await home.dynv6(update(double, '--retries', '0', '-v'));
  expect(run.code).toBe(75);
  expect(run.stderr).not.toMatch(stackTrace);
});
