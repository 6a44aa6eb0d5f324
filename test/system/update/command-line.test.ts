import { expect } from 'vitest';
import { test } from '../../support/fixtures.ts';
import { PFX, STABLE } from '../../support/machine.ts';
import { asked, oneLine, stackTrace, update, zone, zonesOf } from '../../support/update-run.ts';

const ipv6 = { ipv6: STABLE.address, ipv6prefix: PFX };
const both = { ipv4: '198.41.0.4', ...ipv6 };

test.for<{ words: readonly string[]; sends: Readonly<Record<string, string>> }>([
  { words: [zone], sends: both },
  { words: ['-6', zone], sends: ipv6 },
  { words: ['-4', zone], sends: { ipv4: '198.41.0.4' } },
  { words: ['-46', zone], sends: both },
  { words: ['-4', '-6', zone], sends: both },
  { words: ['--', zone], sends: both },
  { words: [zone, 'eth0'], sends: both },
  { words: ['--ipv4', 'none', zone], sends: ipv6 },
  { words: ['--prefix', 'none', '-6', zone], sends: { ipv6: STABLE.address } },
  { words: ['--ipv4', 'remove', '--ipv6', 'none', '--prefix', 'none', zone], sends: { ipv4: '-' } },
  { words: ['--prefix', 'remove', '-6', zone], sends: { ipv6: STABLE.address, ipv6prefix: '-' } },
  {
    words: ['--ipv6', '2A02:12AB:34C:EF:0::1/60', '-6', zone],
    sends: { ipv6: '2a02:12ab:34c:ef::1', ipv6prefix: '2a02:12ab:34c:e0::/60' },
  },
  { words: ['--prefix-length', '56', '-6', zone], sends: { ipv6: STABLE.address, ipv6prefix: '2a02:12ab:34c::/56' } },
  { words: ['--ipv4', 'auto', '-4', zone], sends: { ipv4: 'auto' } },
])('$words sends what it says (C60)', async ({ words, sends }, { double, home }) => {
  const run = await home.dynv6(['--server', double.url, ...words]);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(asked(double)).toEqual([sends]);
});

test('the length of the prefix can stand in the environment, as with the script', async ({ double, home }) => {
  await home.dynv6(update(double, '-6'), { env: { token: 'T0ken', netmask: '56' } });
  expect(asked(double)).toEqual([{ ipv6: STABLE.address, ipv6prefix: '2a02:12ab:34c::/56' }]);
});

test('what is not wanted is never sent, and an address that is not ours neither (C27)', async ({
  openDouble,
  home,
}) => {
  const double = await openDouble({
    addresses: ['127.0.0.1', '::1'],
    zones: { [zone]: { ipv4: '198.41.0.200' } },
  });
  await home.dynv6(['--server', double.http.localhost, '-6', zone]);
  expect(asked(double)).toEqual([ipv6]);
  expect(double.zones.get(zone)).toEqual({ ipv4: '198.41.0.200', ...ipv6 });
});

const long = 'a'.repeat(64);

test.for<{ is: string; words: readonly string[]; says: readonly string[]; code?: number }>([
  { is: 'a dash for an address (C60)', words: ['--ipv4', '-', zone], says: ['--ipv4', 'remove'] },
  { is: 'a dash behind an equals sign (C60)', words: ['--ipv4=-', zone], says: ['--ipv4', 'remove'] },
  { is: 'a negative duration (C60)', words: ['--timeout', '-5', zone], says: ['timeout', '-5'] },
  { is: 'no duration', words: ['--timeout', 'soon', zone], says: ['timeout', 'soon'] },
  { is: 'a mistyped command', words: ['addreses'], says: ['addreses', 'addresses'] },
  { is: 'a word that is neither zone nor command', words: ['example'], says: ['example', 'dot'] },
  { is: 'a mistyped option', words: ['--retrys', '3', zone], says: ['--retrys', '--retries'] },
  { is: 'a blank in the zone', words: ['exam ple.dynv6.net'], says: ['exam ple\\.dynv6\\.net'] },
  { is: 'an empty label', words: ['example..dynv6.net'], says: ['example\\.\\.dynv6\\.net'] },
  { is: 'a label over 63 characters', words: [`${long}.dynv6.net`], says: ['63'] },
  { is: 'a name over 253 characters', words: [`${'abcdefgh.'.repeat(28)}dynv6.net`], says: ['253'] },
  { is: 'an address as zone', words: ['198.41.0.4'], says: ['198\\.41\\.0\\.4'] },
  { is: 'a URL as zone', words: ['https://example.dynv6.net/'], says: ['https://example\\.dynv6\\.net'] },
  { is: 'an unknown interface', words: ['-i', 'eth7', zone], says: ['eth7', 'eth0'] },
  { is: 'an unknown interface as second word', words: [zone, 'eth7'], says: ['eth7', 'eth0'] },
  { is: 'a third word', words: [zone, 'eth0', 'more'], says: ['more|argument'] },
  { is: 'an unknown channel', words: ['--via', 'pigeon', zone], says: ['--via', 'pigeon', 'update-api'] },
  { is: 'retries that are no number', words: ['--retries', 'many', zone], says: ['--retries', 'many'] },
  { is: 'a server that is no URL', words: ['--server', 'http://exa mple', zone], says: ['--server'] },
  { is: 'a server of another protocol', words: ['--server', 'ftp://dynv6.com', zone], says: ['--server', 'ftp'] },
  { is: 'a prefix length over 128', words: ['--prefix-length', '200', zone], says: ['--prefix-length', '200', '128'] },
])('$is: one line that says what, no request, no stack', async ({ words, says, code = 64 }, { double, home }) => {
  const server = words.includes('--server') ? [] : ['--server', double.url];
  const run = await home.dynv6([...server, ...words]);
  expect(run).toEqual({ code, stdout: '', stderr: expect.stringMatching(oneLine(...says)) });
  expect(run.stderr).not.toMatch(stackTrace);
  expect(double.log).toEqual([]);
});

test('where JSON is asked for, a wrong word is told in JSON too', async ({ double, home }) => {
  const run = await home.dynv6(update(double, '--json', '--retries', 'many'));
  expect(run.code).toBe(64);
  expect(zonesOf(run)).toEqual([]);
  expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'usage', exitCode: 64 } });
});

test('a prefix length from the environment is refused by the name that it has there', async ({ double, home }) => {
  const run = await home.dynv6(update(double), { env: { token: 'T0ken', netmask: '200' } });
  expect(run.stdout).toBe('');
  expect([64, 78]).toContain(run.code);
  expect(run.stderr).toMatch(oneLine('200', 'netmask', '128'));
  expect(double.log).toEqual([]);
});

test('a Unicode zone is shown as it was typed', async ({ double, home }) => {
  const run = await home.dynv6(['--server', double.url, 'müller.dynv6.net']);
  expect(run.code).toBe(68);
  expect(run.stderr).toContain('müller.dynv6.net');
  expect(double.log[0]?.parameters['zone']).toBe('xn--mller-kva.dynv6.net');
});

test('a dry run sends and remembers nothing', async ({ double, home }) => {
  const run = await home.dynv6(update(double, '--dry-run'));
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout).toContain('198.41.0.4');
  const planned = zonesOf(await home.dynv6(update(double, '--dry-run', '--json')));
  expect(planned).toMatchObject([{ zone, channel: 'update-api', result: 'planned', sent: both, previous: null }]);
  expect(double.log).toEqual([]);
  await home.dynv6(update(double));
  expect(asked(double)).toEqual([both]);
});

test('the request is one GET that names client and version', async ({ double, home }) => {
  await home.dynv6(update(double));
  expect(double.log).toMatchObject([{ method: 'GET', path: '/api/update', body: '' }]);
  expect(double.log[0]?.headers['user-agent']).toMatch(/^dynv6\/\d+\.\d+\.\d+/);
});

test('plain HTTP to another machine is a warning, to this one not', async ({ double, home }) => {
  expect((await home.dynv6(update(double))).stderr).toBe('');
  const words = ['--server', 'http://double.invalid', '--retries', '0', '--dry-run', '--force', zone];
  expect((await home.dynv6(words)).stderr).toMatch(oneLine('http', 'https'));
});
