import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

interface SshZone {
  readonly ipv4addr?: string;
  readonly ipv6addr?: string;
  readonly records: readonly { readonly name: string; readonly type: string; readonly data: string }[];
}

interface SshAnswer {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly code?: number;
  /** Says nothing until the client goes away. */
  readonly hangs?: boolean;
}

/** What the forced command reads and writes. */
interface SshState {
  readonly zones: Readonly<Record<string, SshZone>>;
  /** Answers to give in place of the shell's own, by command; `*` is every command. */
  readonly answers: Readonly<Record<string, SshAnswer>>;
}

export interface SshdOptions extends Partial<SshState> {
  /** More lines for sshd_config(5). */
  readonly configuration?: readonly string[];
}

/** The local double of dynv6's SSH side: a real sshd whose forced command is the service's shell. */
export interface SshDouble {
  /** `USER@127.0.0.1:PORT`. */
  readonly destination: string;
  readonly user: string;
  readonly port: number;
  /** A folder for the test's own files; it is gone afterwards. */
  readonly folder: string;
  /** Files of private keys: one that is let in, one with a passphrase that would be, one that is not. */
  readonly keys: { readonly good: string; readonly locked: string; readonly stranger: string };
  /** Files of host keys: with the server's own, with another for it, with none. */
  readonly knownHosts: { readonly right: string; readonly wrong: string; readonly empty: string };
  zones(): Promise<SshState['zones']>;
  /** Every command, in order. */
  commands(): Promise<readonly string[]>;
  /** By how many connections they came. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

/** Why there can be no such double here; null where there can. */
export function whatSshdLacks(): string | null {
  if (findSshd() === null) return 'OpenSSH server (sshd) is not installed';
  try {
    execFileSync('ssh', ['-V'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'OpenSSH client (ssh) is not installed';
  }
}

/** Starts the double; it takes connections when the promise resolves. */
export async function startSshd(options: SshdOptions = {}): Promise<SshDouble> {
  const folder = await mkdtemp(join(tmpdir(), 'dynv6-sshd-'));
  const inside = (name: string) => join(folder, name);
  await chmod(folder, 0o700);
  // Where sshd goes before it knows who is there. A system whose own sshd has never run may lack it.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });

  makeKey(inside('host'));
  makeKey(inside('other-host'));
  const keys = { good: inside('good'), locked: inside('locked'), stranger: inside('stranger') };
  makeKey(keys.good);
  makeKey(keys.locked, 'correct horse battery staple');
  makeKey(keys.stranger);

  const state = inside('state.json');
  const { zones = { 'example.dynv6.net': { records: [] } }, answers = {}, configuration = [] } = options;
  await writeFile(state, JSON.stringify({ zones, answers } satisfies SshState));
  await writeFile(`${state}.log`, '');
  await writeFile(inside('authorized_keys'), (await texts(`${keys.good}.pub`, `${keys.locked}.pub`)).join(''));

  const port = await freePort();
  const shell = fileURLToPath(new URL('./ssh-shell.js', import.meta.url));
  await writeFile(
    inside('sshd_config'),
    [
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${inside('host')}`,
      `AuthorizedKeysFile ${inside('authorized_keys')}`,
      `ForceCommand exec ${[process.execPath, shell, state].map((word) => `'${word}'`).join(' ')}`,
      // The folder for temporary files belongs to everybody.
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin yes',
      'PrintMotd no',
      'PidFile none',
      'LogLevel VERBOSE',
      ...configuration,
      '',
    ].join('\n'),
  );

  const [right = '', wrong = ''] = await texts(inside('host.pub'), inside('other-host.pub'));
  const knownHosts = { right: inside('known_hosts'), wrong: inside('changed_hosts'), empty: inside('no_hosts') };
  await writeFile(knownHosts.right, `[127.0.0.1]:${port} ${right}`);
  await writeFile(knownHosts.wrong, `[127.0.0.1]:${port} ${wrong}`);
  await writeFile(knownHosts.empty, '');

  const log: string[] = [];
  const daemon = spawn(findSshd() ?? 'sshd', ['-D', '-e', '-f', inside('sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines = createInterface({ input: daemon.stderr });
  lines.on('line', (line) => log.push(line));
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => line.startsWith('Server listening') && resolve());
    daemon.on('error', reject);
    daemon.on('exit', () => reject(new Error(`sshd did not start: ${log.join('; ')}`)));
  });

  const { username } = userInfo();
  const entries = async () =>
    (await readFile(`${state}.log`, 'utf8'))
      .split('\n')
      .slice(0, -1)
      .map((text) => JSON.parse(text) as { readonly line: string; readonly from: string });
  return {
    destination: `${username}@127.0.0.1:${port}`,
    user: username,
    port,
    folder,
    keys,
    knownHosts,
    zones: async () => (JSON.parse(await readFile(state, 'utf8')) as SshState).zones,
    commands: async () => (await entries()).map(({ line }) => line),
    connections: async () => new Set((await entries()).map(({ from }) => from)).size,
    async close() {
      if (daemon.exitCode === null) {
        daemon.kill();
        await once(daemon, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function findSshd(): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, 'sshd')).find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  if (!existsSync(file)) return false;
  accessSync(file, constants.X_OK);
  return true;
}

/** A program of the system; in its place as a literal, it would be taken for one of a package. */
const keyMaker = 'ssh-keygen';

function makeKey(file: string, passphrase = ''): void {
  execFileSync(keyMaker, ['-q', '-t', 'ed25519', '-N', passphrase, '-C', 'test', '-f', file]);
}

async function texts(...files: readonly string[]): Promise<readonly string[]> {
  return await Promise.all(files.map((file) => readFile(file, 'utf8')));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
