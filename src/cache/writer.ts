import { dirname } from 'node:path';
import type { CacheEffects } from './cache.ts';
import { codeOf, readStore } from './file.ts';
import { sweep } from './folder.ts';
import type { Lock, Locks } from './lock.ts';
import { loadRewrite, type Rewrite } from './rewrite.ts';
import { emptyStore, formatStore, type Store } from './store.ts';

/** Pure; may be called more than once. */
export type Change = (before: Store) => Store;

/** What the file holds now, or the system's word for why it could not be written. */
type Written = { readonly store: Store } | { readonly problem: string };

export interface Writer {
  /** Changes the file as it is at that moment. Resolves once the change is on disk or cannot be. */
  write(change: Change): Promise<Written>;
}

const attempts = 4;
/** Windows refuses to replace a file while a virus scanner looks at it. */
const passing: readonly string[] = ['EBUSY', 'EPERM'];

/** Changes that come while others are being written wait, and are then written together. */
export function openWriter(path: string, locks: Locks, { now, sleep, stays = false }: CacheEffects): Writer {
  const never = new AbortController().signal;
  let waiting: Change[] = [];
  let next: Promise<Written> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let rewriting: Promise<Rewrite> | null = null;

  async function writeRound(): Promise<Written> {
    rewriting ??= prepare();
    const rewrite = await rewriting;
    let lock = await locks.acquire(`${path}.lock`, never);
    // What is asked for from here on belongs to the next round.
    const changes = waiting;
    waiting = [];
    next = null;
    for (let attempt = 1; ; attempt += 1) {
      const written = writeOnce(changes, rewrite, attempt < attempts ? lock : null);
      if ('store' in written || !passing.includes(written.problem) || attempt === attempts) return written;
      await sleep(100, never);
      lock = await locks.acquire(`${path}.lock`, never);
    }
  }

  /** Reads, changes, writes and gives the lock back without a pause in between: it is held for milliseconds. */
  function writeOnce(changes: readonly Change[], rewrite: Rewrite, lock: Lock | null): Written {
    try {
      const before = readOurs(path);
      if (typeof before === 'string') return { problem: before };
      const store = changes.reduce((changed, change) => change(changed), before);
      // Whoever was suspended here for long has lost the lock, and what it read is old.
      const problem = rewrite(path, formatStore(store), () => lock?.held() ?? true);
      return problem === null ? { store } : { problem };
    } finally {
      lock?.release();
    }
  }

  function prepare(): Promise<Rewrite> {
    sweep(dirname(path), now());
    return loadRewrite(stays);
  }

  return {
    write(change) {
      waiting.push(change);
      if (next === null) {
        next = last.then(writeRound);
        last = next.catch(() => undefined);
      }
      return next;
    },
  };
}

/** The store, or the system's word for why it cannot be read. */
function readOurs(path: string): Store | string {
  try {
    return readStore(path).store;
  } catch (error) {
    // Another user's file: where the folder is ours, ours takes its place.
    return codeOf(error) === 'EACCES' ? emptyStore : codeOf(error);
  }
}
