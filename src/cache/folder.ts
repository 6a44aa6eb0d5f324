import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const day = 24 * 60 * 60 * 1000;

/** Makes the folder, and what is missing above it, for its user alone. Throws the system's error. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Removes what killed runs left: temporary files and locks that nobody touched for a day. Never throws. */
export function sweep(folder: string, now: number): void {
  for (const name of namesIn(folder)) {
    if (!/^cache\.json\.tmp-|^cache\..*lock/.test(name)) continue;
    const path = join(folder, name);
    try {
      // In either direction: a clock may have been wrong when it was written.
      if (Math.abs(now - statSync(path).mtimeMs) > day) rmSync(path);
    } catch {
      // Another run sweeps too, or it is not ours to remove.
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
