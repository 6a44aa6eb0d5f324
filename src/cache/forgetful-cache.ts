import type { Remembered } from '../remembered.ts';
import type { Cache } from './cache.ts';

/** The cache where there is no place for a file: it remembers until the process ends. */
export function forgetfulCache(): Cache {
  const entries = new Map<string, Remembered>();
  let facts: string | null = null;
  return {
    recall: (key) => entries.get(key) ?? null,
    async remember(key, change) {
      entries.set(key, change(entries.get(key) ?? null));
    },
    noteLook: () => {},
    lookedAt: () => null,
    exclusively: (_key, action) => action(),
    warnings: ['there is no home folder to remember updates in: every run sends; name one with --cache-dir'],
    recallFacts: () => facts,
    async rememberFacts(text) {
      facts = text;
    },
  };
}
