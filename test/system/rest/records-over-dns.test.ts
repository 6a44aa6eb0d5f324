import { expect } from 'vitest';
import type { Bind } from '../../double/bind.ts';
import { test } from '../../support/bind.ts';
import type { Home } from '../../support/home.ts';
import { oneLine, zone } from '../../support/update-run.ts';

/** `dynv6 records … --via dns`, with no token: the key is enough. */
async function records(home: Home, { server, keys }: Bind, words: readonly string[]) {
  const text = keys.get('hmac-sha256.tsig.dynv6.com') ?? '';
  for (const [, secret = ''] of text.matchAll(/secret "([^"]+)"/g)) home.secret(secret);
  const key = await home.write('key.conf', text);
  const way = ['--via', 'dns', '--server', `${server.host}:${server.port}`, '--key-file', key];
  return home.dynv6(['records', ...words, ...way], { env: {} });
}

async function held(bind: Bind, name: string): Promise<readonly string[]> {
  return (await bind.transfer(zone)).filter((line) => line.startsWith(`${name}.${zone}. `));
}

test('records are set, added and deleted by DNS UPDATE, and all others stay', async ({ bind, home }) => {
  const before = await bind.transfer(zone);
  expect(await records(home, bind, ['set', zone, 'www', 'A', '198.41.0.4'])).toEqual({
    code: 0,
    stdout: '~ www A 198.41.0.4\nexample.dynv6.net: done: 1 changed\n',
    stderr: '',
  });
  await records(home, bind, ['set', zone, 'www', 'A', '198.41.0.5']);
  await records(home, bind, ['add', zone, 'www', 'A', '198.41.0.6']);
  await records(home, bind, ['add', zone, `_acme-challenge.${zone}`, 'TXT', 'one']);
  await records(home, bind, ['add', zone, '_acme-challenge', 'TXT', 'x'.repeat(300)]);
  expect([...(await held(bind, 'www')), ...(await held(bind, '_acme-challenge'))]).toEqual([
    'www.example.dynv6.net. 60 IN A 198.41.0.5',
    'www.example.dynv6.net. 60 IN A 198.41.0.6',
    '_acme-challenge.example.dynv6.net. 60 IN TXT "one"',
    `_acme-challenge.example.dynv6.net. 60 IN TXT "${'x'.repeat(255)}" "${'x'.repeat(45)}"`,
  ]);

  await records(home, bind, ['delete', zone, '_acme-challenge', 'TXT', 'one', '--yes']);
  expect(await held(bind, '_acme-challenge')).toHaveLength(1);
  await records(home, bind, ['delete', zone, '_acme-challenge', 'TXT', '--yes']);
  await records(home, bind, ['delete', zone, 'www', 'A', '--yes']);
  expect(await bind.transfer(zone)).toEqual(before);
});

test.for<readonly [words: readonly string[], says: string]>([
  [['set', zone, '@', 'MX', '10', 'mail'], 'MX'],
  [['set', zone, 'www', 'A'], "follows the zone's address"],
  [['set', zone, 'www', 'AAAA', 'aa:bb:cc:dd:ee:ff'], "the zone's prefix"],
  [['set', zone, 'www', 'AAAA', '::1:2:3:4'], "the zone's prefix"],
  [['set', zone, 'my-example.dynv6.net', 'A', '198.41.0.4'], 'outside the zone'],
  [['list', zone], 'only REST'],
])('what DNS UPDATE cannot carry is not sent: %o', async ([words, says], { bind, home }) => {
  const before = await bind.transfer(zone);
  const run = await records(home, bind, words);
  expect(run).toEqual({ code: 64, stdout: '', stderr: expect.stringMatching(oneLine(says)) });
  expect(await bind.transfer(zone)).toEqual(before);
});

test('a zone is not made like a file by DNS UPDATE', async ({ bind, home }) => {
  const file = await home.write('zone.json', '[]');
  const run = await records(home, bind, ['apply', zone, file, '--prune', '--yes']);
  expect(run).toEqual({ code: 64, stdout: '', stderr: expect.stringMatching(oneLine('--via rest')) });
});
