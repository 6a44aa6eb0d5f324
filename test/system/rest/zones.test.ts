import { describe, expect } from 'vitest';
import { always, captivePortal } from '../../double/faults.ts';
import { test } from '../../support/fixtures.ts';
import { oneLine, zone } from '../../support/update-run.ts';
import { changes } from './changes.ts';

describe('list', () => {
  test('every zone is shown in a table, and in one document', async ({ openDouble, home }) => {
    const double = await openDouble({
      zones: { 'my-example.dynv6.net': {}, [zone]: { ipv4: '198.41.0.4', ipv6prefix: '2a02:12ab::/64' } },
    });
    const table = await home.dynv6(['zones', 'list', '--server', double.url]);
    expect(table).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'zone                  IPv4        IPv6            updated',
        'my-example.dynv6.net                              2024-11-27T14:24:02+01:00',
        'example.dynv6.net     198.41.0.4  2a02:12ab::/64  2024-11-27T14:24:02+01:00',
        '',
      ].join('\n'),
    });
    const json = await home.dynv6(['zones', 'list', '--json', '--server', double.url]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      version: 1,
      zones: [{ name: 'my-example.dynv6.net' }, { name: zone, ipv4address: '198.41.0.4' }],
    });
  });

  test('250 zones come in one piece', async ({ openDouble, home }) => {
    const names = Array.from({ length: 250 }, (_, at) => `zone-${at}.dynv6.net`);
    const double = await openDouble({ zones: Object.fromEntries(names.map((name) => [name, {}])) });
    const { stdout } = await home.dynv6(['zones', 'list', '--json', '--server', double.url]);
    const listed: { readonly zones: readonly { readonly name: string }[] } = JSON.parse(stdout);
    expect(listed.zones.map(({ name }) => name)).toEqual(names);
  });

  test('without a token nothing is sent', async ({ double, home }) => {
    const run = await home.dynv6(['zones', 'list', '--server', double.url], { env: {} });
    expect(run).toEqual({ code: 78, stdout: '', stderr: expect.stringMatching(oneLine('token')) });
    expect(double.log).toHaveLength(0);
  });

  test('the config file gives the token and the server', async ({ double, home }) => {
    const config = await home.write(
      'dynv6.json',
      JSON.stringify({ token: 'T0ken', server: double.url, via: 'dyndns2' }),
    );
    const run = await home.dynv6(['zones', 'list', '--config', config], { env: {} });
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining(zone) });
  });

  test('the name server of updates is not asked for zones', async ({ home }) => {
    const dns = { via: 'dns', server: '127.0.0.1:9', keyFile: 'key.conf', token: 'T0ken' };
    const config = await home.write('dynv6.json', JSON.stringify(dns));
    const env = { HTTPS_PROXY: 'http://127.0.0.1:9' };
    const run = await home.dynv6(['zones', 'list', '--config', config, '--retries', '0', '--verbose'], { env });
    expect(run.code).toBe(75);
    expect(run.stderr).toContain('GET https://dynv6.com/api/v2/zones');
  });

  test("a captive portal's page is no list", async ({ double, home }) => {
    double.misbehave(always(captivePortal));
    const run = await home.dynv6(['zones', 'list', '--server', double.url]);
    expect(run).toEqual({ code: 76, stdout: '', stderr: expect.stringMatching(oneLine('web page')) });
  });
});

describe('show', () => {
  test('one zone is shown, by its exact name', async ({ openDouble, home }) => {
    const double = await openDouble({ zones: { 'my-example.dynv6.net': {}, [zone]: { ipv4: '198.41.0.4' } } });
    const run = await home.dynv6(['zones', 'show', 'EXAMPLE.dynv6.net.', '--server', double.url]);
    expect(run).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^example\.dynv6\.net\n {2}IPv4 +198\.41\.0\.4\n/),
    });
  });

  test('one that is not there has an exit code of its own', async ({ double, home }) => {
    const run = await home.dynv6(['zones', 'show', 'ample.dynv6.net', '--server', double.url]);
    expect(run).toEqual({ code: 68, stdout: '', stderr: expect.stringMatching(oneLine('ample.dynv6.net')) });
  });
});

describe('add', () => {
  test('a zone is registered with the addresses that are given', async ({ double, home }) => {
    const addresses = ['--ipv4', '198.41.0.4', '--ipv6', '2a02:12ab::1/64'];
    const run = await home.dynv6(['zones', 'add', 'Müller.dynv6.net', ...addresses, '--server', double.url]);
    expect(run).toEqual({ code: 0, stdout: 'müller.dynv6.net: added\n', stderr: '' });
    expect(changes(double)).toEqual([
      'POST /zones {"name":"xn--mller-kva.dynv6.net","ipv4address":"198.41.0.4","ipv6prefix":"2a02:12ab::1/64"}',
    ]);
  });

  test('nothing is detected for it', async ({ double, home }) => {
    await home.dynv6(['zones', 'add', 'new.dynv6.net', '--server', double.url]);
    expect(changes(double)).toEqual(['POST /zones {"name":"new.dynv6.net"}']);
  });

  test('a name that is taken is refused in the words of the service', async ({ double, home }) => {
    const run = await home.dynv6(['zones', 'add', zone, '--server', double.url]);
    expect(run).toEqual({
      code: 64,
      stdout: '',
      stderr: expect.stringMatching(oneLine('name: has already been taken')),
    });
  });

  test('a dry run sends nothing', async ({ double, home }) => {
    const run = await home.dynv6(['zones', 'add', 'new.dynv6.net', '--dry-run', '--json', '--server', double.url]);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toEqual({ version: 1, result: 'planned', zone: { name: 'new.dynv6.net' } });
    expect(double.log).toHaveLength(0);
  });
});

describe('delete', () => {
  test('where nobody can be asked, nothing is deleted', async ({ double, home }) => {
    const run = await home.dynv6(['zones', 'delete', zone, '--server', double.url], { stdin: 'yes\n' });
    expect(run).toEqual({ code: 64, stdout: '', stderr: expect.stringMatching(oneLine('--yes')) });
    expect(double.zones.has(zone)).toBe(true);
  });

  test('with --yes it goes', async ({ double, home }) => {
    const run = await home.dynv6(['zones', 'delete', zone, '--yes', '--server', double.url]);
    expect(run).toEqual({ code: 0, stdout: 'example.dynv6.net: deleted\n', stderr: '' });
    expect(double.zones.has(zone)).toBe(false);
  });

  test('a neighbour with the same end stays', async ({ openDouble, home }) => {
    const double = await openDouble({ zones: { 'my-example.dynv6.net': {} } });
    const run = await home.dynv6(['zones', 'delete', zone, '--yes', '--server', double.url]);
    expect(run.code).toBe(68);
    expect(double.zones.size).toBe(1);
  });

  test('a dry run says what would go', async ({ double, home }) => {
    const run = await home.dynv6(['zones', 'delete', zone, '--dry-run', '--server', double.url]);
    expect(run).toMatchObject({ code: 0, stdout: 'example.dynv6.net: would be deleted with all its records\n' });
    expect(changes(double)).toEqual([]);
  });
});

test.for<readonly string[]>([
  ['zones', 'lst'],
  ['zones', 'show'],
  ['zones', 'show', 'localhost'],
  ['zones', 'list', '--via', 'dns'],
  ['zones', 'delete', zone, 'more', '--yes'],
])('wrong words are one line, and nothing is sent: %o', async (words, { double, home }) => {
  const run = await home.dynv6([...words, '--server', double.url]);
  expect(run).toEqual({ code: 64, stdout: '', stderr: expect.stringMatching(oneLine()) });
  expect(double.log).toHaveLength(0);
});
