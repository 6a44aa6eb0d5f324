import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { CacheEffects } from './cache.ts';
import { type Lock, openLocks } from './lock.ts';
import { openWriter, type Writer } from './writer.ts';

/** What only a run needs that sends something; loaded then. */
export interface Tools {
  readonly writer: Writer;
  lockFor(key: string, signal: AbortSignal): Promise<Lock | null>;
}

export function openTools(path: string, effects: CacheEffects): Tools {
  const locks = openLocks(effects.sleep);
  return {
    writer: openWriter(path, locks, effects),
    lockFor(key, signal) {
      // A key holds what no file name may.
      const name = createHash('sha256').update(key).digest('hex').slice(0, 16);
      return locks.acquire(join(dirname(path), `cache.${name}.lock`), signal);
    },
  };
}
