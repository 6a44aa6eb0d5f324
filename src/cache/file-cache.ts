import type { Remembered } from '../remembered.ts';
import type { Cache, CacheEffects } from './cache.ts';
import { changedAt, codeOf, readStore, touch } from './file.ts';
import { emptyStore, type Store } from './store.ts';
import type { Tools } from './tools.ts';
import type { Change } from './writer.ts';

/** The cache in a file. A run that only recalls reads that file and loads nothing. */
export function fileCache(path: string, effects: CacheEffects): Cache {
  const warnings = new Set<string>();
  /** What could not be written holds for this process at least. */
  const unwritten = new Map<string, Remembered>();
  let known: Store | null = null;
  let unreadable = false;
  let tools: Promise<Tools> | null = null;

  function read(): Store {
    try {
      const { store, complaint } = readStore(path);
      if (complaint !== null) warnings.add(`${path} ${complaint}: what it said of earlier updates is not used`);
      return store;
    } catch (error) {
      unreadable = true;
      warnings.add(`${path} cannot be read (${codeOf(error)}): earlier updates are not known`);
      return emptyStore;
    }
  }

  /** Only a run that sends something needs them. */
  async function loadTools(): Promise<Tools> {
    tools ??= import('./tools.ts').then(({ openTools }) => openTools(path, effects));
    return await tools;
  }

  function store(fresh: boolean): Store {
    if (known === null || fresh) known = read();
    return known;
  }

  /** True once it is on disk. */
  async function write(change: Change): Promise<boolean> {
    // Says what is damaged before that is overwritten.
    store(false);
    const { writer } = await loadTools();
    const written = await writer.write(change);
    if ('store' in written) {
      known = written.store;
      return true;
    }
    if (!unreadable)
      warnings.add(`${path} cannot be written (${written.problem}): the next run will not know of this one`);
    return false;
  }

  return {
    recall: (key, { fresh } = { fresh: false }) => {
      const { entries } = store(fresh);
      return unwritten.get(key) ?? entries.get(key) ?? null;
    },
    async remember(key, change) {
      const changed = ({ entries }: Store) => change(unwritten.get(key) ?? entries.get(key) ?? null);
      const kept = await write((before) => ({ ...before, entries: new Map(before.entries).set(key, changed(before)) }));
      if (kept) unwritten.delete(key);
      else unwritten.set(key, changed(store(false)));
    },
    async exclusively(key, action, signal) {
      const { lockFor } = await loadTools();
      const lock = await lockFor(key, signal);
      try {
        return await action();
      } finally {
        lock?.release();
      }
    },
    // The time of the file tells it at no cost: a run that changes nothing writes nothing.
    noteLook: () => touch(path, effects.now()),
    lookedAt: () => changedAt(path),
    get warnings() {
      return [...warnings];
    },
    recallFacts: () => store(false).facts,
    async rememberFacts(facts) {
      const kept = await write((before) => ({ ...before, facts }));
      if (!kept) known = { ...store(false), facts };
    },
  };
}
