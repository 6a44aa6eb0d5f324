import { describe, expect } from 'vitest';
import type { Double, DoubleOptions } from '../../double/double.ts';
import { always, captivePortal, type Fault, type FaultRule, status, tooManyRequests } from '../../double/faults.ts';
import { test } from '../../support/fixtures.ts';
import { machineWith, PFX, STABLE } from '../../support/machine.ts';
import { startProxy } from '../../support/proxy.ts';
import { oneLine, zone } from '../../support/update-run.ts';
import { reportOf, saidOf, statesOf } from './report.ts';

/** What the double was asked: nothing of it changes anything. */
function asked({ log }: Double): readonly string[] {
  return log.map(({ method, path }) => `${method} ${path}`).sort();
}

/** Something goes wrong with REST alone. */
function withRest(fault: Fault): FaultRule {
  return ({ path }) => (path.startsWith('/api/v2') ? fault : null);
}

test('says for every channel whether it would work, and asks only what changes nothing', async ({
  openDouble,
  certificates,
  home,
}) => {
  const double = await openDouble({ certificates });
  const env = { token: 'T0ken', NODE_EXTRA_CA_CERTS: certificates.authorityFile };
  const run = await home.dynv6(['check', zone, '--server', double.url], { env });
  const { host } = new URL(double.url);
  expect({ ...run, stdout: run.stdout.replace(/\b {2,}/g, '  ').split('\n') }).toEqual({
    code: 0,
    stderr: '',
    stdout: [
      'config  ok  no file: all is in the command line and the environment',
      `cache  ok  ${home.folder}/.cache/dynv6 can be made`,
      `${host} over IPv4  ok  answers, with a valid certificate`,
      `clock  ok  agrees with that of ${host}`,
      '',
      `${zone}: an update by update-api would work`,
      '  token  ok  from token in the environment',
      `  addresses  ok  would publish IPv4 198.41.0.4, IPv6 ${STABLE.address}, prefix ${PFX}`,
      `  update-api *  ok  ${host} answers; the token opens this zone`,
      `  dyndns2  ok  ${host} answers; the token opens this zone`,
      '  rest  ok  the token opens this zone',
      '  dns  missing  not tried: --server names a server of update-api. Try it with --via dns --server …',
      '  ssh  missing  not tried: --server names a server of update-api. Try it with --via ssh --server …',
      '',
    ],
  });
  expect(asked(double)).toEqual(['GET /', 'GET /api/v2/zones']);
  expect(double.zones.get(zone)).toEqual({ ipv4: null, ipv6: null, ipv6prefix: null });
});

interface Row {
  readonly is: string;
  readonly double?: DoubleOptions;
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly code: number;
  readonly states?: Readonly<Record<string, string>>;
  /** Of the channel that an update would take. */
  readonly says: RegExp;
}

const yes = { 'update-api': 'ok', dyndns2: 'ok', rest: 'ok' };
const no = { 'update-api': 'failed', dyndns2: 'failed', rest: 'failed' };

describe('the exit code is that of the channel that an update would take', () => {
  test.for<Row>([
    { is: 'a token that is refused', env: { token: 'an0ther' }, code: 77, states: no, says: /rejected the token/ },
    {
      is: 'a token of another zone',
      double: { zones: { [zone]: {}, 'lab.v6.rocks': {} }, tokens: { T0ken: ['lab.v6.rocks'] } },
      code: 68,
      states: no,
      says: /does not open this zone, but lab\.v6\.rocks/,
    },
    {
      is: 'a token that may see its zone and not list it',
      double: { faults: ({ path }) => (path === '/api/v2/zones' ? status(403) : null) },
      code: 0,
      states: yes,
      says: /the token opens this zone/,
    },
    {
      is: 'no token',
      env: {},
      code: 78,
      states: { 'update-api': 'missing', dyndns2: 'missing', rest: 'missing' },
      says: /there is no token/,
    },
    {
      is: 'a service that is busy with REST',
      double: { faults: withRest(tooManyRequests()) },
      code: 0,
      states: { ...yes, rest: 'failed' },
      says: /answers; whether the token is right, REST could not tell: .* less often/,
    },
    {
      is: 'the same, where REST is the way to take',
      double: { faults: withRest(tooManyRequests()) },
      words: ['--via', 'rest'],
      code: 75,
      says: /less often/,
    },
    { is: 'a captive portal', double: { faults: always(captivePortal) }, code: 76, states: no, says: /a web page/ },
    {
      is: 'an automatic address where the server has none of its family',
      double: { addresses: ['::1'] },
      words: ['--ipv4', 'auto'],
      code: 78,
      states: { 'update-api': 'missing', dyndns2: 'missing', rest: 'failed' },
      says: /has to be asked over IPv4/,
    },
    {
      is: 'an automatic address where there is one',
      words: ['-4', '--ipv4', 'auto'],
      code: 0,
      states: { 'update-api': 'ok', dyndns2: 'ok', rest: 'failed' },
      says: /answers/,
    },
    {
      is: 'a value that the channel cannot carry',
      words: ['--via', 'dyndns2', '--prefix', PFX],
      code: 64,
      states: { ...yes, dyndns2: 'failed' },
      says: /cannot set the IPv6 prefix/,
    },
    { is: 'an interface that is not there', words: ['-i', 'eth7'], code: 64, says: /eth7/ },
  ])('$is: $code', async ({ double: options, words = [], env, code, states = {}, says }, { openDouble, home }) => {
    const double = await openDouble(options ?? {});
    const line = ['check', '--server', double.url, ...words, '--json', zone];
    const run = await home.dynv6(line, env === undefined ? {} : { env });
    const [found] = reportOf(run).zones;
    expect(run).toMatchObject({ code, stderr: '' });
    expect(statesOf(run)).toMatchObject(states);
    expect(saidOf(run, found?.channel ?? '')).toMatch(says);
    expect(found).toMatchObject({ works: code === 0, error: code === 0 ? null : { exitCode: code } });
    expect(double.log.every(({ method }) => method === 'GET')).toBe(true);
    expect(asked(double).filter((request) => request === 'GET /api/v2/zones').length).toBeLessThan(2);
  });

  test('a network that wants somebody to log in first is no way to the server', async ({ openDouble, home }) => {
    const double = await openDouble({ faults: ({ path }) => (path === '/' ? status(511) : null) });
    const run = await home.dynv6(['check', '--server', double.url, '--json', zone]);
    expect(run).toMatchObject({ code: 76, stderr: '' });
    expect(statesOf(run)).toMatchObject({ 'update-api': 'failed', dyndns2: 'failed', rest: 'ok' });
  });

  test('nothing to publish: 66', async ({ double, home }) => {
    home.machine(machineWith({ eth0: ['192.168.77.2/24'] }));
    const run = await home.dynv6(['check', '--server', double.url, '--ipv4', 'interface', '--json', zone]);
    expect(run).toMatchObject({ code: 66, stderr: '' });
    expect(reportOf(run).zones[0]?.checks).toMatchObject([{ state: 'ok' }, { check: 'addresses', state: 'missing' }]);
  });

  test('a certificate that nobody vouches for: 75', async ({ openDouble, certificates, home }) => {
    const double = await openDouble({ certificates });
    const run = await home.dynv6(['check', '--server', double.url, '--json', zone]);
    expect(run).toMatchObject({ code: 75, stderr: '' });
    expect(statesOf(run)).toMatchObject(no);
    expect(saidOf(run, 'update-api')).toMatch(/does not prove that it is .* clock/);
  });

  test('a server that is not there, once, without patience: 75', async ({ double, home }) => {
    await double.close();
    const run = await home.dynv6(['check', '--server', double.url, '--json', zone]);
    expect(run).toMatchObject({ code: 75, stderr: '' });
    expect(statesOf(run)).toMatchObject(no);
    expect(saidOf(run, 'update-api')).toMatch(/refused\. Check the network$/);
  });

  test('a server that does not answer in time: 75', async ({ openDouble, home }) => {
    const double = await openDouble({ faults: always({ kind: 'hang', when: 'before' }) });
    const run = await home.dynv6(['check', '--server', double.url, '--timeout', '300ms', '--json', zone]);
    expect(run).toMatchObject({ code: 75, stderr: '' });
    expect(saidOf(run, 'update-api')).toMatch(/did not answer within 0\.3 s\. Check the network; --timeout/);
  });
});

test('a name that has no address of a family is told, and does no harm', async ({ openDouble, home }) => {
  const double = await openDouble({ addresses: ['127.0.0.1', '::1'] });
  const run = await home.dynv6(['check', '--server', double.http.localhost, '--json', zone]);
  const { checks } = reportOf(run);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(checks.find(({ check }) => check === 'localhost')?.message).toMatch(/127\.0\.0\.1|::1/);
  const families = checks.filter(({ check }) => check.startsWith('localhost:'));
  expect(families.map(({ check }) => check.slice(-4))).toEqual(['IPv4', 'IPv6']);
  expect(families.some(({ state }) => state === 'ok')).toBe(true);
});

test('a name that nobody knows', async ({ home }) => {
  const run = await home.dynv6(['check', '--server', 'https://nowhere.invalid', '--json', zone]);
  expect(run).toMatchObject({ code: 75, stderr: '' });
  expect(saidOf(run, 'update-api')).toMatch(/could not be looked up/);
});

test('a clock that is wrong is told, though no HTTP channel minds', async ({ double, home }) => {
  const run = await home.dynv6(['check', '--server', double.url, '--json', zone], { clockAhead: -7_260_000 });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(reportOf(run).checks.at(-1)).toMatchObject({
    check: 'clock',
    state: 'failed',
    message: expect.stringMatching(/clock is 2 h behind that of 127/),
  });
});

test('a cache that cannot be written is told: updates are sent all the same', async ({ double, home }) => {
  const run = await home.dynv6(['check', '--server', double.url, '--cache-dir', '/dev/null/dynv6', '--json', zone]);
  expect(run).toMatchObject({ code: 0 });
  const cache = reportOf(run).checks.find(({ check }) => check === 'cache');
  expect(cache).toMatchObject({ state: 'missing', message: expect.stringContaining('--cache-dir') });
});

test('a refusal of a moment ago holds the next update back, and --force does not', async ({ double, home }) => {
  double.misbehave(always(status(401)));
  await home.dynv6(['--server', double.url, zone]);
  double.misbehave(() => null);
  const held = await home.dynv6(['check', '--server', double.url, '--json', zone]);
  expect({ code: held.code, says: saidOf(held, 'update-api') }).toEqual({
    code: 77,
    says: expect.stringMatching(/not asked again before .* --force asks now/),
  });
  expect(await home.dynv6(['check', '--server', double.url, '--force', '-q', zone])).toMatchObject({ code: 0 });
});

describe('behind a proxy', () => {
  test('the proxy is asked, and an automatic address is told apart', async ({ openDouble, certificates, home }) => {
    const double = await openDouble({ certificates });
    const proxy = await startProxy();
    const env = { token: 'T0ken', NODE_EXTRA_CA_CERTS: certificates.authorityFile, HTTPS_PROXY: proxy.url };
    const plain = await home.dynv6(['check', '--server', double.url, '--json', zone], { env });
    const auto = await home.dynv6(['check', '--server', double.url, '--ipv4', 'auto', '--json', zone], { env });
    await proxy.close();
    expect({ code: plain.code, path: reportOf(plain).checks[2] }).toMatchObject({
      code: 0,
      path: { check: `${new URL(double.url).host} through the proxy`, state: 'ok' },
    });
    expect({ code: auto.code, says: saidOf(auto, 'update-api') }).toEqual({
      code: 78,
      says: expect.stringMatching(/would go through a proxy/),
    });
  });
});

describe('several zones of a config file', () => {
  test('each is checked, and the list of zones is fetched once for each token', async ({ openDouble, home }) => {
    const double = await openDouble({ zones: { [zone]: {}, 'lab.v6.rocks': {} } });
    await home.write('.config/dynv6/token', 'T0ken\n');
    await home.write('.config/dynv6/other', 'refus3d\n');
    home.secret('refus3d');
    const zones = [zone, 'lab.v6.rocks', 'gone.v6.rocks', { zone: 'x.v6.rocks', tokenFile: 'other' }];
    const config = { server: double.url, tokenFile: 'token', zones };
    const path = await home.write('.config/dynv6/config.json', JSON.stringify(config));
    const run = await home.dynv6(['check', '--json'], { env: {} });
    const report = reportOf(run);
    expect(run.code).toBe(77);
    expect(report.checks[0]).toMatchObject({ check: 'config', message: path });
    expect(report.zones.map(({ error }) => error?.exitCode ?? 0)).toEqual([0, 0, 68, 77]);
    const lists = ['GET /api/v2/zones', 'GET /api/v2/zones'];
    expect(asked(double)).toEqual(['GET /', ...lists, 'GET /api/v2/zones/by-name/x.v6.rocks']);
  });
});

test('-q says nothing when all is well, and one line when not', async ({ double, home }) => {
  const well = await home.dynv6(['check', '--server', double.url, '-q', zone]);
  const ill = await home.dynv6(['check', '--server', double.url, '-q', 'other.dynv6.net']);
  expect(well).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(ill).toEqual({ code: 68, stdout: '', stderr: expect.stringMatching(oneLine('other.dynv6.net: the token')) });
});

test('without a zone there is nothing to check', async ({ home }) => {
  expect(await home.dynv6(['check'])).toMatchObject({
    code: 78,
    stdout: '',
    stderr: expect.stringMatching(oneLine('no zone is named')),
  });
});
