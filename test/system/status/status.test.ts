import { expect } from 'vitest';
import { whatBindLacks } from '../../double/bind.ts';
import { whatTheLabLacks } from '../../lab/requirements.ts';
import { test as base } from '../../support/fixtures.ts';
import type { Home } from '../../support/home.ts';
import { machineWith, STABLE } from '../../support/machine.ts';
import { oneLine, stackTrace, update, zone } from '../../support/update-run.ts';
import { openDnsNetwork } from './dns-network.ts';

const test = base
  .extend('lacking', { scope: 'file' }, async () => (await whatTheLabLacks()) ?? (await whatBindLacks()))
  /** Publishes from the home's machine, then runs `dynv6 status` where the zone's name servers have these records. */
  .extend('status', async ({ lacking, skip, double, home }, { onCleanup }) => {
    if (lacking !== null && process.env['CI'] === 'true') throw new Error(`no name servers: ${lacking}`);
    skip(lacking !== null, `no name servers: ${lacking}`);
    const networks: { close(): Promise<void> }[] = [];
    onCleanup(async () => void (await Promise.all(networks.map((network) => network.close()))));
    return async (
      servers: readonly (readonly string[] | null)[],
      words: readonly string[] = [],
      options: Parameters<Home['dynv6']>[1] = {},
    ) => {
      await home.dynv6(update(double));
      const network = await openDnsNetwork(zone, servers);
      networks.push(network);
      // A change that is minutes old has reached every name server.
      const clockAhead = 10 * 60_000;
      const line = ['status', '--server', double.url, '--timeout', '2s', ...words];
      return home.dynv6(line, { shell: network.shell, clockAhead, ...options });
    };
  });

const right = ['@ A 198.41.0.4', `@ AAAA ${STABLE.address}`];
const old = ['@ A 198.41.0.4', '@ AAAA 2a02:12ab:34c:ee::1'];

/** What `--json` promises of each zone. */
interface StatusDocument {
  readonly version: number;
  readonly zones: readonly {
    readonly zone: string;
    readonly agrees: boolean;
    readonly published: Readonly<Record<string, string>> | null;
    readonly dns: {
      readonly verdict: string;
      readonly servers: readonly { readonly server: string; readonly is: string }[];
    };
  }[];
}

test.for([
  {
    is: 'all are right',
    servers: [right, right, right],
    code: 0,
    verdict: 'agrees',
    each: ['agrees', 'agrees', 'agrees'],
  },
  { is: 'one lags', servers: [right, right, old], code: 75, verdict: 'lags', each: ['agrees', 'agrees', 'lags'] },
  { is: 'all differ', servers: [old, old, old], code: 75, verdict: 'differs', each: ['differs', 'differs', 'differs'] },
  {
    is: 'one is down',
    servers: [right, null, right],
    code: 75,
    verdict: 'agrees',
    each: ['agrees', 'silent', 'agrees'],
  },
])('where of three name servers $is, the exit code is $code', async ({ servers, code, verdict, each }, { status }) => {
  const run = await status(servers, ['--json', zone]);
  const document: StatusDocument = JSON.parse(run.stdout);
  expect({ code: run.code, stderr: run.stderr, version: document.version }).toEqual({ code, stderr: '', version: 1 });
  expect(document.zones).toMatchObject([
    { zone, agrees: code === 0, published: { ipv4: '198.41.0.4', ipv6: STABLE.address }, dns: { verdict } },
  ]);
  expect(document.zones[0]?.dns.servers.map(({ is }) => is)).toEqual(each);
});

test('a person reads what was published, since when, and what each server says', async ({ status }) => {
  const { code, stdout, stderr } = await status([right, old, right], [zone]);
  expect({ code, stderr }).toEqual({ code: 75, stderr: '' });
  for (const words of ['published', '198.41.0.4', 'by update-api', 'addresses updated', '10 min ago', 'the same now']) {
    expect(stdout).toContain(words);
  }
  expect(stdout).toMatch(/ns2\.example\.dynv6\.net +127\.0\.0\.2 +lags +198\.41\.0\.4 +2a02:12ab:34c:ee::1/);
  expect(stdout).not.toMatch(stackTrace);
});

test('neither token nor key is needed to look', async ({ status }) => {
  expect(await status([right, right], ['-q', zone], { env: {} })).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('quiet: one line where something is wrong, none where all agree', async ({ status }) => {
  const run = await status([old, old], ['-q', zone]);
  expect(run).toMatchObject({ code: 75, stdout: '' });
  expect(run.stderr).toMatch(oneLine(zone, 'something else', '--force'));
});

test('a machine that has something else to publish does not agree', async ({ status }) => {
  const machine = machineWith({ eth0: ['198.41.0.5/24', STABLE] });
  const { code, stdout } = await status([right, right], ['--json', zone], { machine });
  expect({ code, zones: JSON.parse(stdout).zones }).toMatchObject({
    code: 75,
    zones: [
      { agrees: false, pending: ['ipv4'], machine: { values: { ipv4: '198.41.0.5' } }, dns: { verdict: 'agrees' } },
    ],
  });
});

test('nothing that is remembered: the name servers are compared with this machine', async ({ home, status }) => {
  const words = ['--cache-dir', `${home.folder}/elsewhere`, '--json', zone];
  const { code, stdout } = await status([right, right], words);
  expect({ code, zones: JSON.parse(stdout).zones }).toMatchObject({
    code: 75,
    zones: [{ published: null, pending: ['ipv4', 'ipv6', 'ipv6prefix'], dns: { verdict: 'agrees' } }],
  });
});

test('an address that is left to the service is right whatever it is', async ({ home, status }) => {
  home.machine(machineWith({ eth0: ['192.168.1.5/24'] }));
  expect(await status([right, right], ['-q', zone])).toMatchObject({ code: 0 });
});

test('every zone of the config file is looked at', async ({ home, status }) => {
  await home.write('.config/dynv6/config.json', JSON.stringify({ zones: [zone, 'other.dynv6.net'] }));
  const { code, stdout } = await status([right], ['--json']);
  const zones = JSON.parse(stdout).zones.map(({ zone: name, agrees }: { zone: string; agrees: boolean }) => [
    name,
    agrees,
  ]);
  expect({ code, zones }).toEqual({
    code: 75,
    zones: [
      [zone, true],
      ['other.dynv6.net', false],
    ],
  });
});

test('when an update last looked is told, also where it had nothing to send', async ({ home, double }) => {
  const looks = async () => {
    const { stdout } = await home.dynv6(['status', ...update(double, '--resolver', '127.0.0.1:1', '--json')]);
    return JSON.parse(stdout).zones.map(({ acceptedAt, lookedAt }: Record<string, string>) => [acceptedAt, lookedAt]);
  };
  await home.dynv6(update(double));
  const [[acceptedAt]] = await looks();
  await home.dynv6(update(double), { clockAhead: 3_600_000 });
  const [[still, lookedAt]] = await looks();
  expect(still).toBe(acceptedAt);
  expect(Date.parse(lookedAt) - Date.parse(acceptedAt)).toBeGreaterThan(3_500_000);
  expect(await looks()).toEqual([[acceptedAt, lookedAt]]);
});

test('for REST the service itself is asked as well', async ({ home, double }) => {
  const words = ['--via', 'rest', '--resolver', '127.0.0.1:1', '--json'];
  await home.dynv6(update(double, '--via', 'rest'));
  const run = await home.dynv6(['status', ...update(double, ...words)]);
  expect({ code: run.code, zones: JSON.parse(run.stdout).zones }).toMatchObject({
    code: 75,
    zones: [
      {
        channel: 'rest',
        service: { values: { ipv4: '198.41.0.4', ipv6: STABLE.address, ipv6prefix: '2a02:12ab:34c:ef::/64' } },
        dns: { verdict: 'unknown', error: { code: 'network' } },
      },
    ],
  });
});

test.for([
  { is: 'a resolver that is none', words: ['--resolver', 'a b', zone], code: 64, names: ['--resolver'] },
  { is: 'a word that is no zone', words: ['nonsense'], code: 64, names: ['nonsense'] },
  { is: 'no zone at all', words: [], code: 78, names: ['zone'] },
])('$is ends with $code and one line', async ({ words, code, names }, { home }) => {
  const run = await home.dynv6(['status', ...words]);
  expect(run).toMatchObject({ code, stdout: '' });
  expect(run.stderr).toMatch(oneLine(...names));
});
