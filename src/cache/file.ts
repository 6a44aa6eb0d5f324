import { readFileSync, statSync, utimesSync } from 'node:fs';
import { systemCode } from '../system-code.ts';
import { emptyStore, type ParsedStore, parseStore } from './store.ts';

/** The cache file as it is now; empty where there is none. Throws the system's error where it cannot be read. */
export function readStore(path: string): ParsedStore {
  try {
    return parseStore(readFileSync(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { store: emptyStore, complaint: null };
    throw error;
  }
}

/** The system's word for what went wrong (EACCES), for messages. */
export function codeOf(error: unknown): string {
  return systemCode(error) ?? String(error);
}

/** Sets the time of the file; where there is none, or it belongs to others, nothing happens. */
export function touch(path: string, at: number): void {
  try {
    utimesSync(path, at / 1000, at / 1000);
  } catch {
    // It only tells when a run last looked.
  }
}

/** The time of the file, in milliseconds since the epoch; null where there is none. */
export function changedAt(path: string): number | null {
  try {
    return Math.round(statSync(path).mtimeMs);
  } catch {
    return null;
  }
}
