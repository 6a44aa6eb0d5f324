import { readFileSync } from 'node:fs';
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
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
}
