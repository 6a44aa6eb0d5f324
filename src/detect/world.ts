import { accessSync, closeSync, constants, openSync, readFileSync, readSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Family } from '../machine.ts';
import type { Result } from '../result.ts';
import type { NodeInterfaces } from './node-list.ts';
import type { RunFailure } from './run.ts';

/** All that the readers touch of the system. */
export interface DetectWorld {
  /** As `process.platform`. */
  readonly platform: string;
  /** `C:\Windows`; empty elsewhere. */
  readonly systemRoot: string;
  /** Milliseconds since the epoch. */
  now(): number;
  /** As `os.networkInterfaces()`: throws where the system refuses. */
  networkInterfaces(): NodeInterfaces;
  /** The file's text; with a limit, the whole lines of its first `limit` bytes. Throws an error with a `code`. */
  readText(file: string, limit?: number): string;
  /** The first that can be run: absolute paths as they are, names in the absolute folders of PATH. */
  find(candidates: readonly string[]): string | null;
  /** What the program prints, bytes that are no UTF-8 replaced. It gets no standard input and no secret. */
  run(program: string, words: readonly string[], signal: AbortSignal): Promise<Result<string, RunFailure>>;
  /** The address that the kernel would send from to the internet, or to a destination; null where it has no route. Sends nothing. */
  connectUdp(family: Family, destination?: string): Promise<string | null | 'unknown'>;
}

/** Node's and the system's own. Modules that only some runs need are loaded by those runs. */
export function realDetectWorld(environment: NodeJS.ProcessEnv): DetectWorld {
  return {
    platform: process.platform,
    systemRoot: environment['SystemRoot'] ?? '',
    now: () => Date.now(),
    networkInterfaces,
    readText: (file, limit) => (limit === undefined ? readFileSync(file, 'utf8') : readHead(file, limit)),
    find: (candidates) => find(candidates, environment['PATH'] ?? ''),
    run: async (program, words, signal) => (await import('./run.ts')).run(program, words, environment, signal),
    connectUdp: async (family, destination) => (await import('./connect-udp.ts')).connectUdp(family, destination),
  };
}

/** Bytes: the kernel gives its tables page by page. */
const chunkSize = 4096;

function readHead(file: string, limit: number): string {
  const descriptor = openSync(file, 'r');
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    for (let read = -1; read !== 0 && length < limit; length += read) {
      const chunk = Buffer.allocUnsafe(Math.min(chunkSize, limit - length));
      read = readSync(descriptor, chunk, 0, chunk.length, null);
      chunks.push(chunk.subarray(0, read));
    }
    const text = Buffer.concat(chunks).toString('utf8');
    return length < limit ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  } finally {
    closeSync(descriptor);
  }
}

/** Folders that are not absolute would mean another program in each working directory. */
function find(candidates: readonly string[], searchPath: string): string | null {
  const folders = searchPath.split(delimiter).filter((folder) => isAbsolute(folder));
  const files = candidates.flatMap((candidate) =>
    /[/\\]/.test(candidate) ? [candidate] : folders.map((folder) => join(folder, candidate)),
  );
  return files.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
