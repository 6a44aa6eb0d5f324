import { expect } from 'vitest';
import type { Bind } from '../../double/bind.ts';
import { test } from '../../support/bind.ts';
import type { Home } from '../../support/home.ts';
import { oneLine, zone } from '../../support/update-run.ts';
import { dashed, one, two } from './values.ts';

/** The settings of DNS UPDATE, as a config file has them; no token: the key is enough. */
async function configured(home: Home, { server, keys }: Bind, zones: readonly string[]): Promise<void> {
  const text = keys.get('hmac-sha256.tsig.dynv6.com') ?? '';
  for (const [, secret = ''] of text.matchAll(/secret "([^"]+)"/g)) home.secret(secret);
  await home.write('.config/dynv6/tsig.key', text);
  const content = { via: 'dns', server: `${server.host}:${server.port}`, keyFile: 'tsig.key', zones };
  await home.write('.config/dynv6/config.json', JSON.stringify(content));
}

function acme(home: Home, ...words: readonly string[]) {
  return home.dynv6(['acme', ...words], { env: {} });
}

/** As a program calls it that cannot be given options. */
function acmeWith(home: Home, DYNV6_ZONE: string, value: string) {
  return home.dynv6(['present', `_acme-challenge.${zone}.`, value], { env: { DYNV6_ZONE } });
}

async function challenges(bind: Bind): Promise<readonly string[]> {
  return (await bind.transfer(zone)).filter((line) => line.startsWith('_acme-challenge'));
}

const record = (value: string, name = '_acme-challenge') => `${name}.${zone}. 60 IN TXT "${value}"`;

test('values stand beside each other, may be set twice, and are taken away one by one', async ({ bind, home }) => {
  await configured(home, bind, [zone]);
  const before = await bind.transfer(zone);
  expect(await acme(home, 'present', zone, one)).toMatchObject({ code: 0, stderr: '' });
  for (const value of [two, dashed, one]) await acme(home, 'present', `*.${zone}`, value);
  await acme(home, 'present', `www.${zone}`, one);
  expect(await challenges(bind)).toEqual(
    [...[one, two, dashed].map((value) => record(value)), record(one, '_acme-challenge.www')].sort(),
  );

  await acme(home, 'cleanup', zone, two);
  expect(await acme(home, 'cleanup', zone, two)).toMatchObject({ code: 0, stderr: '' });
  expect(await challenges(bind)).toHaveLength(3);
  for (const value of [one, dashed]) await acme(home, 'cleanup', zone, value);
  await acme(home, 'cleanup', `www.${zone}`, one);
  expect(await bind.transfer(zone)).toEqual(before);
});

test('the zone is the longest of the config file', async ({ openBind, home }) => {
  const zones = ['example.org', 'lab.example.org'];
  const bind = await openBind({ zones: zones.map((name) => ({ name, records: [] })) });
  await configured(home, bind, zones);
  await acme(home, 'present', 'x.lab.example.org', one);
  expect(await bind.transfer('lab.example.org')).toContain(`_acme-challenge.x.lab.example.org. 60 IN TXT "${one}"`);
});

test('without a zone that fits, one has to be named', async ({ bind, home }) => {
  await configured(home, bind, ['my-example.dynv6.net', 'ample.dynv6.net']);
  expect(await acme(home, 'present', zone, one)).toEqual({
    code: 78,
    stdout: '',
    stderr: expect.stringMatching(oneLine('--zone')),
  });
  expect(await acme(home, 'present', zone, one, '--zone', zone)).toMatchObject({ code: 0, stderr: '' });
  expect(await acmeWith(home, zone.toUpperCase(), two)).toMatchObject({ code: 0, stderr: '' });
  expect(await challenges(bind)).toEqual([record(two), record(one)]);

  expect(await acmeWith(home, 'other.org', dashed)).toMatchObject({
    code: 78,
    stderr: expect.stringMatching(oneLine('is not known')),
  });
  expect(await acmeWith(home, 'no zone', dashed)).toMatchObject({
    code: 78,
    stderr: expect.stringMatching(oneLine('DYNV6_ZONE')),
  });
});

test('without a key file there is nothing to sign with', async ({ home }) => {
  const run = await acme(home, 'present', zone, one, '--via', 'dns');
  expect(run).toEqual({ code: 78, stdout: '', stderr: expect.stringMatching(oneLine('--key-file')) });
});

test('a key that may not change the zone is told', async ({ openBind, home }) => {
  const bind = await openBind({ zones: [{ name: zone, records: [], changedBy: [] }] });
  await configured(home, bind, [zone]);
  expect(await acme(home, 'present', zone, one)).toMatchObject({
    code: 77,
    stderr: expect.stringContaining('REFUSED'),
  });
});
