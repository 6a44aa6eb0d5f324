import { chmod, readFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import type { SshDouble } from '../../double/sshd.ts';
import { machineWith, STABLE } from '../../support/machine.ts';
import { test } from '../../support/sshd.ts';
import { oneLine, zone, zonesOf } from '../../support/update-run.ts';

interface Files {
  readonly identity?: string;
  readonly knownHosts?: string;
}

function login({ destination, keys, knownHosts }: SshDouble, files: Files = {}): readonly string[] {
  return [
    ...['--server', destination],
    ...['--identity', files.identity ?? keys.good],
    ...['--known-hosts', files.knownHosts ?? knownHosts.right],
  ];
}

function words(sshd: SshDouble, ...options: readonly string[]): readonly string[] {
  return ['--via', 'ssh', ...login(sshd), ...options, zone];
}

const set = (field: string, address: string) => `hosts ${zone} set ${field} ${address}`;
const both = [set('ipv4addr', '198.41.0.4'), set('ipv6addr', STABLE.address)];
/** No token: the key is enough. */
const env = {};

describe('an update', () => {
  test('sends both addresses over one connection, once, and remembers them', async ({ sshd, home }) => {
    const run = await home.dynv6(words(sshd, '--json'), { env });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(zonesOf(run)).toMatchObject([
      {
        zone,
        channel: 'ssh',
        result: 'updated',
        sent: { ipv4: '198.41.0.4', ipv6: STABLE.address },
        response: 'updated',
        error: null,
      },
    ]);
    expect(await sshd.commands()).toEqual(both);
    expect(await sshd.connections()).toBe(1);
    expect(await sshd.zones()).toEqual({
      [zone]: { ipv4addr: '198.41.0.4', ipv6addr: STABLE.address, records: [] },
    });

    expect(zonesOf(await home.dynv6(words(sshd, '--json'), { env }))).toMatchObject([{ result: 'skipped' }]);
    expect(await sshd.commands()).toHaveLength(2);
  });

  test('sends only what has changed', async ({ sshd, home }) => {
    await home.dynv6(words(sshd), { env });
    home.machine(machineWith({ eth0: ['198.41.0.5/24', STABLE] }));
    expect(await home.dynv6(words(sshd), { env })).toMatchObject({ code: 0, stderr: '' });
    expect((await sshd.commands()).slice(2)).toContain(set('ipv4addr', '198.41.0.5'));
  });

  test('says which prefix it cannot send, and to whom with -v', async ({ sshd, home }) => {
    const run = await home.dynv6(words(sshd, '-v'), { env });
    expect(run.stdout).toBe(`${zone}: updated: IPv4 198.41.0.4, IPv6 ${STABLE.address}\n`);
    expect(run.stderr).toContain('--via ssh cannot set the IPv6 prefix');
  });

  test('a private address alone is nothing to send: SSH has no auto', async ({ sshd, home }) => {
    home.machine(machineWith({ eth0: ['192.168.77.2/24'] }));
    expect(await home.dynv6(words(sshd), { env })).toMatchObject({
      code: 66,
      stderr: expect.stringMatching(oneLine('auto')),
    });
    expect(await sshd.commands()).toEqual([]);
  });

  test.for<readonly string[]>([
    ['--ipv4', 'auto'],
    ['--ipv6', '6to4'],
    ['--prefix', '2a02:12ab::/64'],
    ['--ipv4', 'remove'],
    ['--server', '-oProxyCommand=reboot'],
    ['--server', 'ssh://dynv6.com'],
  ])('what SSH cannot do is refused before anything is sent: %s', async (options, { sshd, home }) => {
    const [name = '', value = ''] = options;
    const line = [
      ...words(sshd).filter((word) => name !== '--server' || !['--server', sshd.destination].includes(word)),
    ];
    const run = await home.dynv6([`${name}=${value}`, ...line], { env });
    expect(run).toMatchObject({ code: 64, stdout: '' });
    expect(run.stderr).toMatch(oneLine(''));
    expect(await sshd.commands()).toEqual([]);
  });

  test('--dry-run does not log in', async ({ sshd, home }) => {
    expect(await home.dynv6(words(sshd, '--dry-run'), { env })).toMatchObject({ code: 0, stderr: '' });
    expect(await sshd.commands()).toEqual([]);
  });

  test('a zone that the service does not know', async ({ sshd, home }) => {
    const line = ['--via', 'ssh', ...login(sshd), 'other.dynv6.net'];
    expect(await home.dynv6(line, { env })).toMatchObject({
      code: 68,
      stderr: expect.stringMatching(oneLine('zone not found')),
    });
    expect(await sshd.commands()).toHaveLength(1);
  });
});

interface Row {
  readonly is: string;
  readonly files: (sshd: SshDouble) => Files;
  readonly code: number;
  readonly says: string;
}

/** On a terminal of its own, which ssh could ask something. */
const onTerminal = 'exec script -qec "$(printf "%q " "$@")" /dev/null </dev/null';

describe('ssh asks nothing, and the run ends and says what to do (C60)', () => {
  const rows: readonly Row[] = [
    {
      is: 'an unknown host key',
      files: ({ knownHosts }) => ({ knownHosts: knownHosts.empty }),
      code: 78,
      says: 'the host key of 127\\.0\\.0\\.1 is not in .*/no_hosts\\. Run once as the same user.*: ssh ',
    },
    {
      is: 'a changed host key',
      files: ({ knownHosts }) => ({ knownHosts: knownHosts.wrong }),
      code: 76,
      says: 'another host key than the one in .*/changed_hosts',
    },
    {
      is: 'a key with a passphrase',
      files: ({ keys }) => ({ identity: keys.locked }),
      code: 77,
      says: 'refused the key .*/locked, which has a passphrase',
    },
    {
      is: 'a key that the service does not know',
      files: ({ keys }) => ({ identity: keys.stranger }),
      code: 77,
      says: 'refused the key .*/stranger',
    },
    {
      is: 'a key that is not there',
      files: ({ folder }) => ({ identity: `${folder}/none` }),
      code: 78,
      says: 'Identity file .*/none not accessible',
    },
  ];

  test.for(rows)('$is, with standard input closed', async ({ files, code, says }, { sshd, home }) => {
    const line = ['--via', 'ssh', ...login(sshd, files(sshd)), zone];
    const run = await home.dynv6(line, { env, shell: 'exec "$@" <&-' });
    expect(run).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(oneLine(says)) });
    expect(await sshd.commands()).toEqual([]);
  });

  test.for(rows)('$is, on a terminal', async ({ files, code, says }, { sshd, home }) => {
    const line = ['--via', 'ssh', ...login(sshd, files(sshd)), '--no-color', zone];
    const run = await home.dynv6(line, { env: { TERM: 'xterm' }, shell: onTerminal });
    expect(run.code).toBe(code);
    expect(run.stdout.replaceAll('\r\n', '\n')).toMatch(oneLine(says));
    expect(await sshd.commands()).toEqual([]);
  });

  test('a key that others can read', async ({ sshd, home }) => {
    await chmod(sshd.keys.good, 0o644);
    expect(await home.dynv6(words(sshd), { env })).toMatchObject({
      code: 78,
      stderr: expect.stringMatching(oneLine("Permissions 0644 for '.*/good' are too open")),
    });
  });

  test('no known_hosts file is written or changed', async ({ sshd, home }) => {
    const before = await readFile(sshd.knownHosts.right);
    await home.dynv6(words(sshd), { env });
    expect(await readFile(sshd.knownHosts.right)).toEqual(before);
  });

  test('a server that says nothing is left after --timeout', async ({ openSshd, home }) => {
    const sshd = await openSshd({ answers: { '*': { hangs: true } } });
    const run = await home.dynv6(words(sshd, '--timeout', '1s', '--retries', '0'), { env });
    expect(run).toMatchObject({
      code: 75,
      stdout: '',
      stderr: expect.stringMatching(oneLine('did not answer in time', 'not be confirmed')),
    });
  });

  test('a port where nobody listens is tried again', async ({ sshd, home }) => {
    const line = ['--via', 'ssh', ...login(sshd), '--server', '127.0.0.1:1', '--retries', '1', zone];
    expect(await home.dynv6(line, { env })).toMatchObject({
      code: 75,
      stderr: expect.stringMatching(oneLine('Connection refused')),
    });
  });

  test('a system without ssh', async ({ sshd, home }) => {
    const run = await home.dynv6(words(sshd), { env: { PATH: sshd.folder } });
    expect(run).toMatchObject({
      code: 78,
      stderr: expect.stringMatching(oneLine('ssh is not installed', 'openssh-client')),
    });
  });
});

describe('dynv6 ssh', () => {
  test("is the service's shell", async ({ sshd, home }) => {
    const run = await home.dynv6(['ssh', ...login(sshd)], { env, stdin: 'hosts\nexit\n' });
    expect(run).toEqual({
      code: 0,
      stdout: `dynv6> Your zones:\n  ${zone}  active\ndynv6> `,
      stderr: expect.any(String),
    });
  });

  test('has a terminal where there is one', async ({ sshd, home }) => {
    const line = ['ssh', ...login(sshd)];
    const script = 'printf "exit\\n" | script -qec "$(printf "%q " "$@")" /dev/null';
    const run = await home.dynv6(line, { env: { TERM: 'xterm' }, shell: script });
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('dynv6> ') });
  });

  test('ends as ssh ends, which says why by itself', async ({ sshd, home }) => {
    const run = await home.dynv6(['ssh', ...login(sshd, { knownHosts: sshd.knownHosts.wrong })], { env });
    expect(run).toMatchObject({ code: 255, stderr: expect.stringContaining('HOST IDENTIFICATION HAS CHANGED') });
  });

  test('a host that is none', async ({ home }) => {
    expect(await home.dynv6(['ssh', '--server=-oX=y'], { env })).toMatchObject({
      code: 64,
      stderr: expect.stringMatching(oneLine('-oX=y')),
    });
  });

  test('a system without ssh', async ({ sshd, home }) => {
    const run = await home.dynv6(['ssh', ...login(sshd)], { env: { PATH: sshd.folder } });
    expect(run).toMatchObject({ code: 78, stderr: expect.stringMatching(oneLine('ssh is not installed')) });
  });
});
