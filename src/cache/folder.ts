import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const leftover = /^cache\.(json\.tmp-|[^.]+\.lock)/;
const day = 24 * 60 * 60 * 1000;

/** Makes the folder, and what is missing above it, for its user alone. Throws the system's error. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Removes a file, if it is there and we may. What stays is swept by a later run. */
export function discard(path: string): void {
  try {
    rmSync(path);
  } catch {
    // Gone already, or not ours to remove.
  }
}

/** Removes the file and what was put beside it under longer names. */
export function discardWithRest(path: string): void {
  const folder = dirname(path);
  for (const name of namesIn(folder)) if (name.startsWith(basename(path))) discard(join(folder, name));
}

/** Removes what killed runs left: temporary files and locks that nobody touched for a day. Never throws. */
export function sweep(folder: string, now: number): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    if (leftover.test(name) && isOld(path, now)) discard(path);
  }
}

function isOld(path: string, now: number): boolean {
  try {
    // In either direction: the clock may have been wrong when it was written.
    return Math.abs(now - statSync(path).mtimeMs) > day;
  } catch {
    // A run that ends at this moment took it away.
    return false;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
