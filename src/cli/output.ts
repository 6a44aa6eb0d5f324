import { fstatSync, statSync, writeSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { systemCode } from '../system-code.ts';

/** Standard output or standard error. */
export interface Output {
  readonly isTerminal: boolean;
  /** Characters in a line. */
  readonly columns: number;
  write(text: string): void;
  /** Resolves once all is written. */
  flushed(): Promise<void>;
}

/** What a process has for it: a stream, made when it is first asked for. */
export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/**
 * Files, pipes and sockets are written to directly. Node's streams do the same (https://nodejs.org/api/process.html, "A
 * note on process I/O"), and to make one takes one to three milliseconds of a start. A terminal has to have one.
 */
export function openOutput(descriptor: number, makeStream: () => OutputStream): Output {
  let plain: boolean | null = null;
  let stream: OutputStream | null = null;
  const isPlain = () => {
    plain ??= isNoDevice(descriptor);
    return plain && stream === null;
  };
  const opened = () => {
    stream ??= makeStream().on('error', ignore);
    return stream;
  };
  return {
    get isTerminal() {
      return !isPlain() && opened().isTTY === true;
    },
    get columns() {
      return (isPlain() ? undefined : opened().columns) ?? 80;
    },
    write(text) {
      const rest = isPlain() ? writeNow(descriptor, text) : text;
      if (rest.length > 0) opened().write(rest);
    },
    flushed: () =>
      new Promise((resolve) => {
        if (stream === null || stream.writableLength === 0) resolve();
        else stream.write('', () => resolve());
      }),
  };
}

/** A reader that went away (`| head -1`), a closed or a full output: there is nobody left to tell. */
function ignore(): void {}

/** What could not be written yet: the other side asked not to be waited for, which a stream knows how to do. */
function writeNow(descriptor: number, text: string): Uint8Array {
  let rest: Uint8Array = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    if (systemCode(error) !== 'EAGAIN') return new Uint8Array();
  }
  return rest;
}

/** Whether it is certainly no terminal. The null device is none either. Windows has devices of other kinds. */
function isNoDevice(descriptor: number): boolean {
  if (process.platform === 'win32') return false;
  try {
    const kind = fstatSync(descriptor);
    return !kind.isCharacterDevice() || kind.rdev === statSync('/dev/null').rdev;
  } catch {
    return false;
  }
}
