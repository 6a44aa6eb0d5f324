import { expect } from 'vitest';
import { test } from '../../support/fixtures.ts';
import { oneLine, update, zone, zonesOf } from '../../support/update-run.ts';
import { changes } from './changes.ts';

const values = ['--ipv4', '198.41.0.4', '--ipv6', '2a02:12ab:34c:ef::1/64'];

test('of 250 zones the one of that name is changed, in one PATCH, and the second run asks nothing (C60)', async ({
  openDouble,
  home,
}) => {
  const others = Array.from({ length: 248 }, (_, at) => `zone-${at}.dynv6.net`);
  const names = ['my-example.dynv6.net', ...others, zone];
  const double = await openDouble({
    zones: Object.fromEntries(names.map((name) => [name, {}])),
    switches: { restByName: 'no such path' },
  });
  const words = update(double, '--via', 'rest', ...values);

  expect(await home.dynv6(words)).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('updated') });
  expect(changes(double)).toEqual([
    'PATCH /zones/1000250 {"ipv4address":"198.41.0.4","ipv6prefix":"2a02:12ab:34c:ef::1/64"}',
  ]);
  expect(double.zones.get('my-example.dynv6.net')).toEqual({ ipv4: null, ipv6: null, ipv6prefix: null });
  const asked = double.log.length;

  expect(await home.dynv6(words)).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to send') });
  expect(double.log).toHaveLength(asked);
});

test('what the machine has is detected, as for every other channel', async ({ double, home }) => {
  const run = await home.dynv6(update(double, '--via', 'rest', '--json'));
  expect(run.code).toBe(0);
  expect(zonesOf(run)).toMatchObject([{ channel: 'rest', result: 'updated', sent: { ipv4: '198.41.0.4' } }]);
  const [{ sent } = { sent: {} }] = zonesOf(run);
  expect(double.zones.get(zone)).toEqual(sent);
});

test('one family leaves the other alone', async ({ openDouble, home }) => {
  const held = { ipv4: '198.41.0.1', ipv6: '2a02:99::1', ipv6prefix: '2a02:99::/64' };
  const double = await openDouble({ zones: { [zone]: held } });
  await home.dynv6(update(double, '--via', 'rest', '-4'));
  expect(changes(double)).toEqual(['PATCH /zones/1000001 {"ipv4address":"198.41.0.4"}']);
  expect(double.zones.get(zone)).toEqual({ ...held, ipv4: '198.41.0.4' });
});

test('what is so already is read and not written', async ({ openDouble, home }) => {
  const double = await openDouble({
    zones: { [zone]: { ipv4: '198.41.0.4', ipv6: '2a02:12ab:34c:ef::1', ipv6prefix: '2a02:12ab:34c:ef::/64' } },
  });
  const run = await home.dynv6(update(double, '--via', 'rest', ...values));
  expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('unchanged') });
  expect(changes(double)).toEqual([]);
});

test('auto cannot be carried, and nothing is sent', async ({ double, home }) => {
  const run = await home.dynv6(update(double, '--via', 'rest', '--ipv4', 'auto'));
  expect(run).toEqual({ code: 64, stdout: '', stderr: expect.stringMatching(oneLine('auto')) });
  expect(double.log).toHaveLength(0);
});

test.for<readonly [switches: object, token: string, code: number]>([
  [{}, 'wrong', 77],
  [{ restErrors: 'none' }, 'wrong', 77],
  [{}, 'T0ken', 68],
  [{ restByName: 'no such path' }, 'T0ken', 68],
])('a refusal has its exit code, %o', async ([switches, token, code], { openDouble, home }) => {
  const double = await openDouble({ zones: { 'my-example.dynv6.net': {} }, switches });
  const run = await home.dynv6(update(double, '--via', 'rest', ...values), { env: { token } });
  expect(run).toEqual({ code, stdout: '', stderr: expect.stringMatching(oneLine('example.dynv6.net')) });
  expect(changes(double)).toEqual([]);
});

test('any token arrives unharmed, and shows nowhere (C38)', async ({ openDouble, home }) => {
  const token = 'a$b&c=d+e%41#f/g?h"i';
  home.secret(token);
  const double = await openDouble({ tokens: { [token]: 'all' } });
  const run = await home.dynv6(update(double, '--via', 'rest', '--verbose', ...values), { env: { token } });
  expect(run.code).toBe(0);
  expect(double.log[0]?.headers['authorization']).toBe(`Bearer ${token}`);
});
