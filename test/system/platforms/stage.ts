// biome-ignore-all lint/correctness/noEmptyPattern: vitest reads the wanted fixtures out of the pattern.
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NodeInterfaces } from '../../../src/detect/node-list.ts';
import { test as base } from '../../support/fixtures.ts';
import type { Run } from '../../support/run-command.ts';
import { fixture } from '../../unit/detect/fixture.ts';

/** A system that is played: what Node.js says of it, and the tools in its PATH. */
export interface Play {
  readonly platform: string;
  /** As `os.networkInterfaces()`; null where that throws. */
  readonly interfaces: NodeInterfaces | null;
  /** What the kernel would send from. */
  readonly source?: Readonly<Partial<Record<'ipv4' | 'ipv6', string>>>;
  /** The beginnings of paths that may not be read or run. */
  readonly closed?: readonly string[];
  /** Milliseconds by which the clock is ahead. */
  readonly ahead?: number;
  /** By how much time limits of tools are shorter. */
  readonly hurry?: number;
  /** By name: the body of a JavaScript function of `words`, its output by `print(TEXT)`. */
  readonly tools?: Readonly<Record<string, string>>;
}

/** A start of a tool. */
interface Started {
  readonly tool: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly stdin: string;
  readonly pid: number;
}

export interface Stage {
  /** Runs the built command as on the system of the play. */
  run(play: Play, words: readonly string[]): Promise<Run>;
  /** Every start of a tool so far. */
  started(): Promise<readonly Started[]>;
}

/** Where this system has tools of its own. */
const realTools = ['/sbin/', '/usr/sbin/', '/bin/', '/usr/bin/'];

const pretend = fileURLToPath(new URL('pretend.cjs', import.meta.url));

/** A test on a system that is played: stand-ins of its tools need a system that knows `#!`. */
export const test = base.extend('stage', async ({ home, skip }): Promise<Stage> => {
  skip(process.platform === 'win32', 'stand-ins for tools are scripts that begin with #!');
  const record = join(home.folder, 'started.ndjson');
  const folder = join(home.folder, 'tools');
  return {
    async run({ tools = {}, ...play }, words) {
      await mkdir(folder, { recursive: true });
      for (const [name, body] of Object.entries(tools)) {
        await writeFile(join(folder, name), standIn(name, body, record));
        await chmod(join(folder, name), 0o755);
      }
      const env = {
        token: 'T0ken',
        PATH: folder,
        PLAY: await home.write(
          'play.json',
          JSON.stringify({ ...play, closed: [...realTools, ...(play.closed ?? [])] }),
        ),
        NODE_OPTIONS: `--require=${pretend}`,
      };
      return home.dynv6(['--cache-dir', join(home.folder, 'cache'), ...words], { machine: null, env });
    },
    async started() {
      const lines = await readFile(record, 'utf8').catch(() => '');
      return lines
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    },
  };
});

/** What a tool really printed, in networks that may be published. */
export function published(name: string): string {
  return fixture(name).replaceAll('2001:db8:', '2a02:12ab:').replaceAll('192.0.2.', '198.41.0.');
}

/** The body of a tool that prints a text. */
export function printing(text: string): string {
  return `print(${JSON.stringify(text)});`;
}

/** Notes what it was given, and reads its input to the end before it answers. */
function standIn(name: string, body: string, record: string): string {
  return `#!${process.execPath}
const fs = require('node:fs');
const words = process.argv.slice(2);
const { env: environment, pid } = process;
const note = (stdin) =>
  fs.appendFileSync(${JSON.stringify(record)}, JSON.stringify({ tool: '${name}', words, environment, stdin, pid }) + '\\n');
const print = (text) => fs.writeSync(1, text);
note(fs.readFileSync(0, 'utf8'));
${body}
`;
}
