import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { discard, makeFolder } from '../cache/folder.ts';

/** The compiled code of files, kept between runs. Nothing here fails: without it a run is slower and no different. */
export interface CodeStore {
  /** What was kept of this file as it is now; null where there is nothing that can be trusted. */
  recall(name: string): { readonly code: Buffer; readonly aged: boolean } | null;
  /** `code` is called only where it can be written. */
  keep(name: string, code: () => Buffer): void;
}

const day = 24 * 60 * 60 * 1000;

/**
 * The code of the files in `source`, in a folder that is made when it is needed. `build` tells apart what must not be
 * taken for each other: versions of this program and of Node.js.
 */
export function codeStore(folder: string, source: string, build: string): CodeStore {
  const pathOf = (name: string) => `${folder}/${name}.${build}`;
  return {
    recall(name) {
      try {
        const descriptor = openSync(pathOf(name), 'r');
        try {
          const { uid, mode, mtimeMs } = fstatSync(descriptor);
          // Code that others could have written is not run.
          const ours = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
          const stale = mtimeMs <= statSync(`${source}/${name}`).mtimeMs;
          const code = ours && !stale ? whole(readFileSync(descriptor)) : null;
          return code === null ? null : { code, aged: Math.abs(Date.now() - mtimeMs) > day };
        } finally {
          closeSync(descriptor);
        }
      } catch {
        return null;
      }
    },
    keep(name, code) {
      const staging = `${pathOf(name)}.${process.pid}`;
      try {
        makeFolder(folder);
        const descriptor = openSync(staging, 'wx', 0o600);
        try {
          const bytes = code();
          writeFileSync(descriptor, Buffer.concat([bytes, bytes]));
        } finally {
          closeSync(descriptor);
        }
        renameSync(staging, pathOf(name));
        sweep(folder);
      } catch {
        discard(staging);
      }
    },
  };
}

/**
 * V8 trusts what it is given, and damaged code ends the process. So everything stands in the file twice: that is
 * compared in no time, while a checksum would need modules that take a millisecond to load.
 */
function whole(bytes: Buffer): Buffer | null {
  const code = bytes.subarray(0, bytes.length / 2);
  return code.equals(bytes.subarray(code.length)) ? code : null;
}

/** Code in use is renewed every day: what is older than a month belongs to a version that is gone. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = `${folder}/${name}`;
    if (Date.now() - statSync(path).mtimeMs > 30 * day) discard(path);
  }
}
