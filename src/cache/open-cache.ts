import { join } from 'node:path';
import type { Cache, CacheEffects } from './cache.ts';
import { fileCache } from './file-cache.ts';
import { forgetfulCache } from './forgetful-cache.ts';

/** The cache in a folder, which is made when it is first written to; null where there is no place for one. */
export function openCache(folder: string | null, effects: CacheEffects): Cache {
  return folder === null ? forgetfulCache() : fileCache(join(folder, 'cache.json'), effects);
}
