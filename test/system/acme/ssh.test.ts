import { expect } from 'vitest';
import type { SshDouble } from '../../double/sshd.ts';
import type { Home } from '../../support/home.ts';
import { test } from '../../support/sshd.ts';
import { oneLine, zone } from '../../support/update-run.ts';
import { dashed, one, two } from './values.ts';

/** `dynv6 acme … --via ssh`, with no token: the key is enough. */
function acme(home: Home, sshd: SshDouble, words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const login = ['--server', sshd.destination, '--identity', sshd.keys.good, '--known-hosts', sshd.knownHosts.right];
  return home.dynv6(['acme', ...words, '--via', 'ssh', ...login], { env });
}

async function records(sshd: SshDouble) {
  return (await sshd.zones())[zone]?.records;
}

test('the last value of a name is kept, in the zone that the service lists, until that value is taken away', async ({
  openSshd,
  home,
}) => {
  const sshd = await openSshd({ zones: { [zone]: { records: [] }, 'ample.dynv6.net': { records: [] } } });
  expect(await acme(home, sshd, ['present', `*.${zone}`, one])).toEqual({
    code: 0,
    stdout: `~ _acme-challenge TXT "${one}"\n${zone}: done: 1 changed\n`,
    stderr: '',
  });
  await acme(home, sshd, ['present', zone, dashed]);
  expect(await records(sshd)).toEqual([{ name: '_acme-challenge', type: 'txt', data: dashed }]);

  expect(await acme(home, sshd, ['cleanup', zone, one])).toMatchObject({ code: 0, stderr: '' });
  expect(await records(sshd)).toHaveLength(1);
  await acme(home, sshd, ['cleanup', zone, dashed, '--zone', zone]);
  expect(await records(sshd)).toEqual([]);
});

test('what is not there needs no cleaning up, but the zone has to be there', async ({ sshd, home }) => {
  expect(await acme(home, sshd, ['cleanup', zone, one])).toMatchObject({ code: 0, stderr: '' });
  expect(await acme(home, sshd, ['cleanup', 'other.org', one, '--zone', 'other.org'])).toMatchObject({
    code: 68,
    stderr: expect.stringMatching(oneLine('does not know this zone')),
  });
});

test('a domain and its wildcard, which need two values at once, are refused', async ({ sshd, home }) => {
  const hook = { CERTBOT_DOMAIN: zone, CERTBOT_VALIDATION: two, CERTBOT_ALL_DOMAINS: `${zone},${zone}` };
  expect(await acme(home, sshd, ['present'], hook)).toEqual({
    code: 64,
    stdout: '',
    stderr: expect.stringMatching(oneLine('one TXT value', '--via rest or --via dns')),
  });
  expect(await sshd.commands()).toEqual([]);
  expect(await acme(home, sshd, ['cleanup'], hook)).toMatchObject({ code: 0, stderr: '' });
});
