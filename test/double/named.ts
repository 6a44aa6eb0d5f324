import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Running, startCommand } from '../support/run-command.ts';

interface NamedOptions {
  /** Where everything stands that it reads and writes. */
  readonly folder: string;
  readonly inside: readonly string[];
  readonly address: string;
  /** A free one where nothing is said. */
  readonly port: number | undefined;
  readonly configuration: (port: number) => string;
}

interface Named {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts `named` in the foreground, and anew where another program was quicker to take the port. */
export async function startNamed(options: NamedOptions, attempts = 5): Promise<Named> {
  const port = options.port ?? (await freePort(options.address));
  await writeFile(join(options.folder, 'named.conf'), options.configuration(port));
  // -g: in the foreground, the log on standard error; -n 1: one thread does.
  const running = startTool([...options.inside, 'named', '-g', '-n', '1', '-c', 'named.conf'], options.folder, '');
  const kill = () => void running.child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    running.child.kill('SIGTERM');
    await running.finished;
    process.off('exit', kill);
  };
  const trouble = await whenStarted(running, `${options.address}#${port}`);
  if (trouble === null) return { port, stop };
  await stop();
  if (options.port !== undefined || attempts === 1) throw new Error(`named does not start:\n${trouble}`);
  return startNamed(options, attempts - 1);
}

/** One of BIND's programs, wherever the system keeps them. */
export function startTool(words: readonly string[], cwd: string, stdin: string): Running {
  const [file = '', ...rest] = words;
  const env = { PATH: `/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:${process.env['PATH'] ?? ''}`, LC_ALL: 'C' };
  return startCommand({ file, words: rest, env, cwd, stdin });
}

/** Null when it listens and has loaded its zones; else its log. */
function whenStarted({ child, finished }: Running, place: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr?.on('data', (text: string) => {
      log += text;
      if (!/ running$/m.test(log)) return;
      const listens = log.includes(`${place}\n`) && !log.includes('address in use');
      resolve(listens && log.includes('all zones loaded') ? null : log);
    });
    finished.then(({ stderr }) => resolve(stderr), reject);
  });
}

function freePort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen({ host: address, port: 0 }, () => {
      const place = server.address();
      server.close(() => resolve(typeof place === 'object' && place !== null ? place.port : 0));
    });
  });
}
