import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, vi } from 'vitest';
import type { SshAccess } from '../../../../src/channels/ssh/client.ts';
import type { SshSystem } from '../../../../src/channels/ssh/connection.ts';
import { ssh } from '../../../../src/channels/ssh/ssh.ts';
import type { Values } from '../../../../src/update.ts';
import type { SshDouble } from '../../../double/sshd.ts';
import { patience, test } from '../../../support/sshd.ts';
import { accessTo, systemWith } from './access.ts';
import { updateOf } from './zone.ts';

const both: Values = { ipv4: '198.41.0.4', ipv6: '2a02:12ab:34c:ef::1' };
const bothCommands = [
  'hosts example.dynv6.net set ipv4addr 198.41.0.4',
  'hosts example.dynv6.net set ipv6addr 2a02:12ab:34c:ef::1',
];

interface Differing {
  readonly access?: Partial<SshAccess>;
  readonly system?: SshSystem;
  readonly values?: Values;
  readonly zone?: string;
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

async function publish(sshd: SshDouble, differing: Differing = {}) {
  const { access, system = systemWith(), values = { ipv4: '198.41.0.4' }, zone, timeout = 10_000 } = differing;
  const channel = ssh({ ...accessTo(sshd), ...access, system, timeout });
  return await channel.publish(updateOf(values, zone), differing.signal ?? new AbortController().signal);
}

/** Programs that have the text in their command line. */
function programsWith(text: string): readonly string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((id) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .filter((line) => line.includes(text));
}

/** A system whose user has these lines in `~/.ssh/config`. */
async function systemConfigured({ folder }: SshDouble, lines: readonly string[]): Promise<SshSystem> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'config'), lines.map((line) => `${line}\n`).join(''));
  await writeFile(join(bin, 'ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F ${bin}/config "$@"\n`, { mode: 0o755 });
  return systemWith(undefined, { PATH: `${bin}:${process.env['PATH']}` });
}

describe('an update', () => {
  test('one value is one command', async ({ sshd }) => {
    expect(await publish(sshd)).toEqual({ ok: true, value: { outcome: 'updated', response: 'updated' } });
    expect(await sshd.commands()).toEqual(bothCommands.slice(0, 1));
    expect(await sshd.zones()).toEqual({ 'example.dynv6.net': { ipv4addr: '198.41.0.4', records: [] } });
  });

  test('two values are two commands over one connection, and nothing is left of it', async ({ sshd }) => {
    const folder = join(sshd.folder, 's');
    await mkdir(folder);
    expect(await publish(sshd, { values: both, system: systemWith(folder) })).toEqual({
      ok: true,
      value: { outcome: 'updated', response: 'updated' },
    });
    expect(await sshd.commands()).toEqual(bothCommands);
    expect(await sshd.connections()).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
    await vi.waitFor(() => expect(programsWith(`${folder}/dynv6-`)).toEqual([]), patience);
  });

  test('where no connection can be shared, each command has its own', async ({ sshd }) => {
    const system = { ...systemWith(), makePrivateFolder: async () => null };
    expect(await publish(sshd, { values: both, system })).toMatchObject({ ok: true });
    expect(await sshd.commands()).toEqual(bothCommands);
    expect(await sshd.connections()).toBe(2);
  });

  test('where ssh finds out too late that none can be shared, each command has its own', async ({ sshd }) => {
    const system = {
      ...systemWith(),
      makePrivateFolder: async () => ({ path: () => '/proc/no-socket-here', remove: async () => undefined }),
    };
    expect(await publish(sshd, { values: both, system })).toMatchObject({ ok: true });
    expect(await sshd.commands()).toEqual(bothCommands);
    expect(await sshd.connections()).toBe(2);
  });

  test('a server that has one session for a connection gets its commands one after another', async ({ openSshd }) => {
    const sshd = await openSshd({ configuration: ['MaxSessions 1'] });
    expect(await publish(sshd, { values: both })).toMatchObject({ ok: true });
    expect(await sshd.commands()).toEqual(bothCommands);
  });

  test("what the service says is the response, and 'unchanged' only if all of it is", async ({ openSshd }) => {
    const [first = '', second = ''] = bothCommands;
    const answers = { [first]: { stdout: 'unchanged' }, [second]: { stdout: '\u001b[1mipv6addr\u001b[0m set' } };
    const sshd = await openSshd({ answers });
    expect(await publish(sshd, { values: both })).toEqual({
      ok: true,
      value: { outcome: 'updated', response: 'unchanged, ipv6addr set' },
    });
    expect(await publish(sshd)).toMatchObject({ ok: true, value: { outcome: 'unchanged' } });
  });

  test('files with blanks and signs in their names are found', async ({ sshd }) => {
    const folder = join(sshd.folder, 'a b%h');
    await mkdir(folder);
    const identity = join(folder, "key's");
    const knownHosts = join(folder, 'known hosts');
    await writeFile(identity, readFileSync(sshd.keys.good), { mode: 0o600 });
    await writeFile(knownHosts, readFileSync(sshd.knownHosts.right));
    const access = { identity, knownHosts };
    expect(await publish(sshd, { access, values: both, system: systemWith(folder) })).toMatchObject({ ok: true });
    expect(await sshd.connections()).toBe(1);
  });

  test("nothing in the user's configuration makes it more than an update", async ({ sshd }) => {
    const system = await systemConfigured(sshd, [
      'BatchMode no',
      'StrictHostKeyChecking no',
      'LogLevel DEBUG3',
      'RequestTTY force',
      'RemoteCommand hosts',
      'PermitLocalCommand yes',
      `LocalCommand touch ${sshd.folder}/touched`,
      `LocalForward ${sshd.folder}/forwarded 127.0.0.1:1`,
      'ControlMaster auto',
      `ControlPath ${sshd.folder}/shared`,
      'ControlPersist 5m',
    ]);
    expect(await publish(sshd, { system })).toEqual({ ok: true, value: { outcome: 'updated', response: 'updated' } });
    expect(await sshd.commands()).toEqual(bothCommands.slice(0, 1));
    expect(readdirSync(sshd.folder)).not.toContainEqual(expect.stringMatching(/^(touched|forwarded|shared)$/));
    const access = { knownHosts: sshd.knownHosts.empty };
    expect(await publish(sshd, { system, access })).toMatchObject({ failure: { code: 'config' } });
  });

  test("the user's configuration still says where the service is, and by which port", async ({ sshd }) => {
    const system = await systemConfigured(sshd, ['Host my-dynv6', 'HostName 127.0.0.1', `Port ${sshd.port}`]);
    const access = { destination: { user: sshd.user, host: 'my-dynv6', port: null } };
    expect(await publish(sshd, { system, access, values: both })).toMatchObject({ ok: true });
    expect(await sshd.connections()).toBe(1);
  });

  test.for<Values>([{}, { ipv4: 'auto' }, { ipv6: '-' }, { ...both, ipv6prefix: '2a02:12ab::/64' }])(
    'what SSH cannot carry is not sent: %o',
    async (values, { sshd }) => {
      expect(await publish(sshd, { values })).toMatchObject({ ok: false, failure: { code: 'usage' } });
      expect(await sshd.commands()).toEqual([]);
    },
  );
});

describe('a refusal', () => {
  test('a zone that the service does not know', async ({ sshd }) => {
    expect(await publish(sshd, { zone: 'other.dynv6.net', values: both })).toMatchObject({
      failure: { code: 'zone-unknown' },
    });
    expect(await sshd.commands()).toHaveLength(1);
  });

  test('the second value alone', async ({ openSshd }) => {
    const sshd = await openSshd({ answers: { [bothCommands[1] ?? '']: { stderr: 'invalid address', code: 2 } } });
    expect(await publish(sshd, { values: both })).toMatchObject({
      failure: {
        code: 'unexpected-answer',
        message:
          'the IPv4 address was taken, the IPv6 address was not: the service answered "invalid address" (exit code 2); nothing is known to have changed',
      },
    });
  });
});

interface Row {
  readonly is: string;
  readonly access: (sshd: SshDouble) => Partial<SshAccess>;
  readonly code: string;
  readonly says: (sshd: SshDouble) => readonly string[];
}

describe('ssh cannot log in, asks nothing and says why (C60)', () => {
  test.for<Row>([
    {
      is: 'an unknown host key',
      access: ({ knownHosts }) => ({ knownHosts: knownHosts.empty }),
      code: 'config',
      says: ({ knownHosts, port, user }) => [
        `the host key of 127.0.0.1 is not in ${knownHosts.empty}`,
        `-o 'UserKnownHostsFile="${knownHosts.empty}"' -p ${port} ${user}@127.0.0.1`,
      ],
    },
    {
      is: 'a changed host key',
      access: ({ knownHosts }) => ({ knownHosts: knownHosts.wrong }),
      code: 'unexpected-answer',
      says: ({ knownHosts, port }) => [
        `another host key than the one in ${knownHosts.wrong}`,
        `ssh-keygen -R '[127.0.0.1]:${port}' -f ${knownHosts.wrong}`,
      ],
    },
    {
      is: 'a key that is not known to the service',
      access: ({ keys }) => ({ identity: keys.stranger }),
      code: 'token-rejected',
      says: ({ keys, destination }) => [`${destination} refused the key ${keys.stranger}`, 'dynv6.com/keys'],
    },
    {
      is: 'a key with a passphrase',
      access: ({ keys }) => ({ identity: keys.locked }),
      code: 'token-rejected',
      says: ({ keys }) => [`the key ${keys.locked}, which has a passphrase`, `ssh-add ${keys.locked}`],
    },
    {
      is: 'a key that is not there',
      access: ({ folder }) => ({ identity: `${folder}/none` }),
      code: 'config',
      says: ({ folder }) => [`Identity file ${folder}/none not accessible: No such file or directory`],
    },
    {
      is: 'a key that is none',
      access: ({ knownHosts }) => ({ identity: knownHosts.right }),
      code: 'config',
      says: ({ knownHosts }) => [`Load key "${knownHosts.right}"`],
    },
    {
      is: 'a port that nobody listens on',
      access: ({ user }) => ({ destination: { user, host: '127.0.0.1', port: 1 } }),
      code: 'network',
      says: () => ['127.0.0.1 could not be reached over SSH: connect to host 127.0.0.1 port 1: Connection refused'],
    },
    {
      is: 'a name that does not exist',
      access: ({ user }) => ({ destination: { user, host: 'nobody.invalid', port: null } }),
      code: 'network',
      says: () => ['nobody.invalid could not be looked up: '],
    },
  ])('$is', async ({ access, code, says }, { sshd }) => {
    await chmod(sshd.knownHosts.right, 0o600);
    const published = await publish(sshd, { access: access(sshd), values: both });
    expect(published).toMatchObject({ ok: false, failure: { code } });
    const { message = '', advice = '' } = published.ok ? {} : published.failure;
    for (const words of says(sshd)) expect(`${message}. ${advice}`).toContain(words);
    expect(`${message}${advice}`).not.toMatch(/\p{Cc}/u);
    expect(await sshd.commands()).toEqual([]);
  });

  test('a key that others can read', async ({ sshd }) => {
    await chmod(sshd.keys.good, 0o644);
    expect(await publish(sshd)).toMatchObject({
      failure: {
        code: 'config',
        message: `the key cannot be used: Permissions 0644 for '${sshd.keys.good}' are too open`,
      },
    });
  });

  test('a system without ssh', async ({ sshd }) => {
    expect(await publish(sshd, { system: systemWith(undefined, { PATH: sshd.folder }) })).toMatchObject({
      failure: { code: 'config', message: 'ssh is not installed, or not in PATH' },
    });
  });

  test('a configuration that ssh does not take', async ({ sshd }) => {
    const system = await systemConfigured(sshd, ['NoSuchOption yes']);
    expect(await publish(sshd, { system })).toMatchObject({
      failure: { code: 'config', message: expect.stringContaining('Bad configuration option: nosuchoption') },
    });
  });
});

describe('a server that says nothing', () => {
  test('is left after the time limit', async ({ openSshd }) => {
    const sshd = await openSshd({ answers: { '*': { hangs: true } } });
    expect(await publish(sshd, { values: both, timeout: 700 })).toMatchObject({
      failure: {
        code: 'timeout',
        message: `${sshd.destination} did not answer in time: the update could not be confirmed`,
      },
    });
    expect(await sshd.commands()).not.toContain(bothCommands[1]);
  });

  test.for<{ readonly is: string; readonly values: Values }>([
    { is: 'over a connection of its own', values: { ipv4: '198.41.0.4' } },
    { is: 'over a shared connection', values: both },
  ])('is left when the caller wants to, $is, and nothing is left of it', async ({ values }, { openSshd }) => {
    const sshd = await openSshd({ answers: { '*': { hangs: true } } });
    const caller = new AbortController();
    const published = publish(sshd, { values, signal: caller.signal, system: systemWith(sshd.folder) });
    await vi.waitFor(async () => expect(await sshd.commands()).toEqual(bothCommands.slice(0, 1)), patience);
    caller.abort();
    expect(await published).toMatchObject({ failure: { code: 'timeout' } });
    expect(await sshd.commands()).toHaveLength(1);
    await vi.waitFor(() => expect(programsWith(sshd.keys.good)).toEqual([]), patience);
    await vi.waitFor(() => expect(programsWith(`${sshd.folder}/dynv6-`)).toEqual([]), patience);
  });

  test('is not called at all when the caller has left before', async ({ sshd }) => {
    expect(await publish(sshd, { signal: AbortSignal.abort() })).toMatchObject({ failure: { code: 'timeout' } });
    expect(await sshd.commands()).toEqual([]);
  });
});
