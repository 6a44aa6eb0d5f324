import { describe, expect } from 'vitest';
import type { Double } from '../../double/double.ts';
import { dyndns2Alternatives } from '../../double/dyndns2-switches.ts';
import {
  always,
  echo,
  type Fault,
  type FaultRule,
  html,
  redirect,
  status,
  tooManyRequests,
} from '../../double/faults.ts';
import { test } from '../../support/fixtures.ts';
import { machineWith, STABLE } from '../../support/machine.ts';
import { oneLine, zone, zonesOf } from '../../support/update-run.ts';

function words(double: Pick<Double, 'url'>, ...options: readonly string[]): readonly string[] {
  return ['--via', 'dyndns2', '--server', double.url, ...options, zone];
}

const query = `hostname=${zone}&myip=198.41.0.4`;

describe('an update', () => {
  test('sends the IPv4 address alone, once, and remembers it', async ({ double, home }) => {
    const run = await home.dynv6(words(double, '--json'));
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(zonesOf(run)).toMatchObject([
      { zone, channel: 'dyndns2', result: 'updated', sent: { ipv4: '198.41.0.4' }, response: 'good', error: null },
    ]);
    expect(double.log).toMatchObject([{ method: 'GET', path: '/nic/update', query }]);
    expect(double.zones.get(zone)).toEqual({ ipv4: '198.41.0.4', ipv6: null, ipv6prefix: null });

    expect(zonesOf(await home.dynv6(words(double, '--json')))).toMatchObject([{ result: 'skipped' }]);
    expect(double.log).toHaveLength(1);
  });

  test('what was only detected and cannot be carried is a note', async ({ double, home }) => {
    const run = await home.dynv6(words(double, '-v'));
    expect(run.stdout).toBe(`${zone}: updated: IPv4 198.41.0.4\n`);
    expect(run.stderr).toContain('--via dyndns2 cannot set IPv6');
    expect(run.stderr).toContain('--via dyndns2 cannot set the IPv6 prefix');
  });

  test('auto names no address and takes that of the connection (C27)', async ({ openDouble, home }) => {
    const double = await openDouble({ seenAs: { ipv4: '198.41.9.9' } });
    home.machine(machineWith({ eth0: ['192.168.77.2/24', STABLE] }));
    const run = await home.dynv6(words(double, '--json'));
    expect(zonesOf(run)).toMatchObject([{ result: 'updated', sent: { ipv4: 'auto' } }]);
    expect(double.log).toMatchObject([{ query: `hostname=${zone}`, family: 'ipv4' }]);
    expect(double.zones.get(zone)).toMatchObject({ ipv4: '198.41.9.9' });
  });

  test('auto does not go through a proxy (C23)', async ({ double, home }) => {
    const env = { token: 'T0ken', HTTP_PROXY: 'http://127.0.0.1:1', http_proxy: 'http://127.0.0.1:1' };
    const run = await home.dynv6(words(double, '--ipv4', 'auto'), { env });
    expect(run).toMatchObject({ code: 78, stderr: expect.stringMatching(oneLine('auto', 'proxy')) });
    expect(double.log).toEqual([]);
  });

  test.for<readonly string[]>([
    ['--ipv6', '2a02:12ab::1'],
    ['--ipv6', 'auto'],
    ['--prefix', '2a02:12ab::/64'],
    ['--ipv4', 'remove'],
  ])('what was asked for by name and cannot be carried is not sent: %s (C27)', async (options, { double, home }) => {
    const run = await home.dynv6(words(double, ...options));
    expect(run).toMatchObject({ code: 64, stdout: '', stderr: expect.stringMatching(oneLine('dyndns2 cannot')) });
    expect(double.log).toEqual([]);
  });

  test('the token arrives unharmed (C38)', async ({ openDouble, home }) => {
    const token = 'a$b&c=d+e%41#f/g?h"i';
    home.secret(token);
    const double = await openDouble({ tokens: { [token]: 'all' } });
    expect(await home.dynv6(words(double), { env: { token } })).toMatchObject({ code: 0, stderr: '' });
    const { authorization = '' } = double.log[0]?.headers ?? {};
    expect(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString()).toBe(`none:${token}`);
  });
});

const { dyndns2Unchanged, dyndns2Address, dyndns2Refusals } = dyndns2Alternatives;
const everyWay = dyndns2Unchanged.flatMap((unchanged) =>
  dyndns2Address.flatMap((address) => dyndns2Refusals.map((refusals) => ({ unchanged, address, refusals }))),
);

describe('whichever way the guesses turn out', () => {
  test.for(everyWay)(
    '"$unchanged" for the same again, address $address, refusals $refusals',
    async (way, { openDouble, home }) => {
      const switches = {
        dyndns2Unchanged: way.unchanged,
        dyndns2Address: way.address,
        dyndns2Refusals: way.refusals,
      };
      const double = await openDouble({ switches });
      const results = [
        await home.dynv6(words(double, '--json')),
        await home.dynv6(words(double, '--json', '--force')),
        await home.dynv6(['--via', 'dyndns2', '--server', double.url, '--json', 'other.dynv6.net']),
        await home.dynv6(words(double, '--json', '--force'), { env: { token: 'wr0ng' } }),
      ].map((run) => ({ code: run.code, result: zonesOf(run)[0]?.result, error: zonesOf(run)[0]?.error?.code }));
      expect(results).toEqual([
        { code: 0, result: 'updated', error: undefined },
        { code: 0, result: way.unchanged === 'nochg' ? 'unchanged' : 'updated', error: undefined },
        { code: 68, result: 'failed', error: 'zone-unknown' },
        { code: 77, result: 'failed', error: 'token-rejected' },
      ]);
    },
  );
});

interface Refusal {
  readonly is: string;
  readonly fault: Fault;
  readonly code: number;
  readonly error: string;
  /** Requests of two runs, the second at once. */
  readonly requests: number;
}

describe('a refusal', () => {
  test.for<Refusal>([
    { is: 'badauth', fault: status(200, 'badauth'), code: 77, error: 'token-rejected', requests: 1 },
    { is: 'nohost', fault: status(200, 'nohost'), code: 68, error: 'zone-unknown', requests: 1 },
    { is: 'abuse', fault: status(200, 'abuse'), code: 75, error: 'rate-limited', requests: 1 },
    { is: '911', fault: status(200, '911'), code: 75, error: 'unavailable', requests: 2 },
    { is: '!donator', fault: status(200, '!donator'), code: 78, error: 'config', requests: 2 },
    { is: 'badagent', fault: status(200, 'badagent'), code: 78, error: 'config', requests: 2 },
    { is: 'several', fault: status(200, 'good\nbadauth\n'), code: 77, error: 'token-rejected', requests: 1 },
    { is: 'a page', fault: html(200, '<p>good 198.41.0.4</p>'), code: 76, error: 'unexpected-answer', requests: 2 },
    { is: 'nothing', fault: status(200), code: 76, error: 'unexpected-answer', requests: 2 },
    {
      is: "another channel's success",
      fault: status(200, 'addresses updated'),
      code: 76,
      error: 'unexpected-answer',
      requests: 2,
    },
    {
      is: 'a redirect',
      fault: redirect(302, 'http://other.invalid/'),
      code: 76,
      error: 'unexpected-answer',
      requests: 2,
    },
    { is: 'a rate limit', fault: tooManyRequests('3600'), code: 75, error: 'rate-limited', requests: 1 },
  ])('$is: $error, held against the next run where asking again is no use', async (row, { openDouble, home }) => {
    const double = await openDouble({ faults: always(row.fault) });
    const line = words(double, '--json', '--retries', '0');
    const run = await home.dynv6(line);
    expect(run.code).toBe(row.code);
    expect(zonesOf(run)).toMatchObject([{ result: 'failed', error: { code: row.error, exitCode: row.code } }]);
    expect((await home.dynv6(line)).code).toBe(row.code);
    expect(double.log).toHaveLength(row.requests);
  });

  const canary = 's3cr3t+Tok/%';
  const basic = Buffer.from(`none:${canary}`).toString('base64');

  test.for<{ is: string; faults?: FaultRule; code: number }>([
    { is: 'a success', code: 0 },
    { is: 'a bad request that shows the URL', faults: echo(400), code: 76 },
    { is: 'an error that shows the header', faults: always(status(500, `Authorization: Basic ${basic}`)), code: 75 },
    { is: 'words that show the token', faults: always(status(200, `no such token: ${canary}`)), code: 76 },
    { is: 'a refusal that shows the token', faults: always(status(200, `badauth ${canary}`)), code: 77 },
    { is: 'a time-out', faults: always({ kind: 'hang', when: 'before' }), code: 75 },
  ])('no token leaves with $is (C40)', async ({ faults, code }, { openDouble, home }) => {
    home.secret(canary);
    const double = await openDouble({
      tokens: { [canary]: 'all' },
      ...(faults === undefined ? {} : { faults }),
    });
    for (const more of [['-v'], ['--json']]) {
      const line = words(double, '--retries', '0', '--timeout', '400ms', '--force', ...more);
      const run = await home.dynv6(line, { env: { token: canary } });
      expect(run.code).toBe(code);
    }
  });
});
