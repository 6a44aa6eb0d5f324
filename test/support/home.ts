import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Machine } from '../../src/machine.ts';
import { homeServer } from './machine.ts';
import { type Run, type Running, startCommand } from './run-command.ts';
import { leaksIn, textsBelow } from './secrets.ts';

export interface RunOptions {
  /**
   * All that the command sees beside HOME and the picture of the machine; `token=T0ken` where nothing is said.
   * Undefined takes a variable away, HOME too.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  /** The machine of this run; else that of the home. Null: the real one. */
  readonly machine?: Machine | null;
  /** The home where nothing is said. */
  readonly cwd?: string;
  /** The number of a user; the home becomes theirs. Needs root. */
  readonly asUser?: number;
  /** A bash script in which `"$@"` is the whole command line. */
  readonly shell?: string;
  /** Milliseconds by which the command's clock is ahead of the real one; behind it where negative. */
  readonly clockAhead?: number;
}

/** An empty home folder in which the built command runs as a user runs it. */
export interface Home {
  readonly folder: string;
  /** The machine of the runs that follow: at first eth0 with 198.41.0.4 and STABLE. */
  machine(picture: Machine): void;
  /** Writes a file below the home, and gives its path. It may hold a secret. */
  write(name: string, content: string | Buffer): Promise<string>;
  /** Another secret, beside `T0ken`, that no run may show. */
  secret(text: string): void;
  /** Runs the command to its end. Throws where a secret shows in its output or in a file that the test did not write. */
  dynv6(words: readonly string[], options?: RunOptions): Promise<Run>;
  /** The same, not waited for. It is killed when the test ends. */
  start(words: readonly string[], options?: RunOptions): Promise<Running>;
  remove(): Promise<void>;
}

/** The built command; it runs under the Node.js that `DYNV6_TEST_NODE` names, else under that of the tests. */
const command = fileURLToPath(new URL('../../bin/dynv6.js', import.meta.url));

export async function makeHome(): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'dynv6-home-'));
  const pictures = await mkdtemp(join(tmpdir(), 'dynv6-machine-'));
  const written = new Set<string>();
  const secrets = new Set(['T0ken']);
  const running = new Set<Running>();
  let machine: Machine = homeServer;
  let pictureCount = 0;

  const picture = async (chosen: Machine | null): Promise<Record<string, string>> => {
    if (chosen === null) return {};
    pictureCount += 1;
    const file = join(pictures, `${pictureCount}.json`);
    await writeFile(file, JSON.stringify(chosen));
    return { DYNV6_MACHINE: file };
  };

  const clock = async (ahead: number | undefined): Promise<Record<string, string>> => {
    if (ahead === undefined) return {};
    const file = join(pictures, 'clock.mjs');
    await writeFile(file, clockAheadBy(ahead));
    return { NODE_OPTIONS: `--import=${pathToFileURL(file)}` };
  };

  const start: Home['start'] = async (words, options = {}) => {
    const { asUser, shell } = options;
    if (asUser !== undefined) await Promise.all([folder, pictures].map((owned) => chown(owned, asUser, asUser)));
    const line = [process.env['DYNV6_TEST_NODE'] ?? process.execPath, command, ...words];
    const [file = '', ...rest] = shell === undefined ? line : ['/bin/bash', '-c', shell, 'bash', ...line];
    const started = startCommand({
      file,
      words: rest,
      env: onlyDefined({
        HOME: folder,
        // Each home is new, and its first run would compile and keep the whole program.
        NODE_DISABLE_COMPILE_CACHE: '1',
        ...(await picture(options.machine === undefined ? machine : options.machine)),
        ...(await clock(options.clockAhead)),
        ...(options.env ?? { token: 'T0ken' }),
      }),
      cwd: options.cwd ?? folder,
      ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
      ...(asUser === undefined ? {} : { asUser }),
    });
    running.add(started);
    return started;
  };

  return {
    folder,
    machine(next) {
      machine = next;
    },
    async write(name, content) {
      const file = join(folder, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      written.add(file);
      return file;
    },
    secret: (text) => void secrets.add(text),
    async dynv6(words, options) {
      const run = await (await start(words, options)).finished;
      const streams = [['standard output', run.stdout] as const, ['standard error', run.stderr] as const];
      const leaks = leaksIn(new Map([...streams, ...(await textsBelow(folder, written))]), secrets);
      if (leaks.length > 0) throw new Error(`${words.join(' ')}: ${leaks.join('; ')}`);
      return run;
    },
    start,
    async remove() {
      for (const { child } of running) if (child.exitCode === null) child.kill('SIGKILL');
      await Promise.allSettled([...running].map(({ finished }) => finished));
      await Promise.all([folder, pictures].map((path) => rm(path, { recursive: true, force: true })));
    },
  };
}

/** A module that sets the clock of the process that loads it first. */
function clockAheadBy(milliseconds: number): string {
  return `const Real = Date;
globalThis.Date = class Date extends Real {
  constructor(...parts) {
    if (parts.length === 0) super(Real.now() + ${milliseconds});
    else super(...parts);
  }
  static now() {
    return Real.now() + ${milliseconds};
  }
};
`;
}

function onlyDefined(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
