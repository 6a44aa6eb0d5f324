import { expect } from 'vitest';
import type { SshDouble, SshdOptions } from '../../double/sshd.ts';
import { test } from '../../support/sshd.ts';
import { zone } from '../../support/update-run.ts';
import { saidOf, statesOf } from './report.ts';

/** No token: the key is enough. */
const env = { PATH: process.env['PATH'] ?? '' };

function wordsFor({ destination, keys, knownHosts }: SshDouble): readonly string[] {
  const access = ['--identity', keys.good, '--known-hosts', knownHosts.right];
  return ['check', '--via', 'ssh', '--server', destination, ...access, '--json'];
}

test('asks for the list of zones, and for nothing else', async ({ sshd, home }) => {
  const run = await home.dynv6([...wordsFor(sshd), zone], { env });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(statesOf(run)).toEqual({
    'update-api': 'missing',
    dyndns2: 'missing',
    rest: 'missing',
    dns: 'missing',
    ssh: 'ok',
  });
  expect(saidOf(run, 'ssh')).toBe('the key opens this zone');
  expect(await sshd.commands()).toEqual(['hosts']);
});

interface Row {
  readonly is: string;
  readonly sshd?: SshdOptions;
  readonly words: (sshd: SshDouble) => readonly string[];
  readonly state?: 'missing' | 'failed';
  readonly code: number;
  readonly says: RegExp;
}

test.for<Row>([
  {
    is: 'a host key that is not known',
    words: ({ knownHosts }) => ['--known-hosts', knownHosts.empty, zone],
    state: 'missing',
    code: 78,
    says: /is not in .*no_hosts\. Run once as the same user.*: ssh /,
  },
  {
    is: 'a host key that has changed',
    words: ({ knownHosts }) => ['--known-hosts', knownHosts.wrong, zone],
    code: 76,
    says: /shows another host key/,
  },
  {
    is: 'a key that is refused',
    words: ({ keys }) => ['--identity', keys.stranger, zone],
    code: 77,
    says: /refused the key/,
  },
  {
    is: 'a zone that the key does not open',
    words: () => ['other.dynv6.net'],
    code: 68,
    says: /the key does not open this zone, but example\.dynv6\.net/,
  },
  {
    is: 'a shell of another kind',
    sshd: { answers: { hosts: { stderr: 'sh: 1: hosts: not found', code: 127 } } },
    words: () => [zone],
    code: 76,
    says: /not found/,
  },
  {
    is: 'a service that does not answer',
    sshd: { answers: { hosts: { hangs: true } } },
    words: () => ['--timeout', '3s', zone],
    code: 75,
    says: /did not answer in time\. Check the network; --timeout/,
  },
])('$is: $code', async ({ sshd: options = {}, words, state, code, says }, { openSshd, home }) => {
  const sshd = await openSshd(options);
  const run = await home.dynv6([...wordsFor(sshd), ...words(sshd)], { env });
  expect(run).toMatchObject({ code, stderr: '' });
  expect(statesOf(run)).toMatchObject({ ssh: state ?? 'failed' });
  expect(saidOf(run, 'ssh')).toMatch(says);
});
