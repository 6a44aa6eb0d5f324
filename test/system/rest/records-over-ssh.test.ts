import { expect } from 'vitest';
import type { SshDouble } from '../../double/sshd.ts';
import type { Home } from '../../support/home.ts';
import { test } from '../../support/sshd.ts';
import { oneLine, zone } from '../../support/update-run.ts';

/** `dynv6 records … --via ssh`, with no token: the key is enough. */
function records(home: Home, { destination, keys, knownHosts }: SshDouble, words: readonly string[]) {
  const login = ['--server', destination, '--identity', keys.good, '--known-hosts', knownHosts.right];
  return home.dynv6(['records', ...words, '--via', 'ssh', ...login], { env: {} });
}

test('records are set and deleted by the shell of the service', async ({ sshd, home }) => {
  expect(await records(home, sshd, ['set', zone, 'www.example.dynv6.net', 'A', '198.41.0.4'])).toEqual({
    code: 0,
    stdout: '~ www A 198.41.0.4\nexample.dynv6.net: done: 1 changed\n',
    stderr: '',
  });
  await records(home, sshd, ['set', zone, 'nas', 'AAAA']);
  await records(home, sshd, ['set', zone, '_acme-challenge', 'TXT', 'a b c']);
  await records(home, sshd, ['delete', zone, 'nas', 'AAAA', '--yes']);
  expect(await sshd.zones()).toMatchObject({
    [zone]: {
      records: [
        { name: 'www', type: 'a', data: '198.41.0.4' },
        { name: '_acme-challenge', type: 'txt', data: 'a b c' },
      ],
    },
  });
});

test.for<readonly [words: readonly string[], says: string]>([
  [['add', zone, 'www', 'A', '198.41.0.4'], 'overwrites'],
  [['set', zone, '@', 'MX', '10', 'mail'], 'MX'],
  [['delete', zone, 'www', 'A', '198.41.0.4', '--yes'], 'leave the address out'],
  [['delete', zone, '@', 'MX', '--yes'], 'MX'],
])('what the shell cannot do is not sent: %o', async ([words, says], { sshd, home }) => {
  const run = await records(home, sshd, words);
  expect(run).toEqual({ code: 64, stdout: '', stderr: expect.stringMatching(oneLine(says)) });
  expect(await sshd.commands()).toEqual([]);
});
