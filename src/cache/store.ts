import { isObject } from '../json-object.ts';
import type { Remembered } from '../remembered.ts';
import { parseEntry } from './entry.ts';

const version = 1;

/** All that the cache file holds. */
export interface Store {
  readonly entries: ReadonlyMap<string, Remembered>;
  /** The platform readers' remembered facts, opaque here. */
  readonly facts: string | null;
}

export const emptyStore: Store = { entries: new Map(), facts: null };

/** A store, and what was wrong with the text that it comes from; null where nothing was. */
export interface ParsedStore {
  readonly store: Store;
  readonly complaint: string | null;
}

/** Any text gives a store: what is damaged is left out of it. */
export function parseStore(text: string): ParsedStore {
  const raw = parseJson(text);
  if (!isObject(raw)) return { store: emptyStore, complaint: 'is damaged' };
  if (typeof raw['version'] === 'number' && raw['version'] > version) {
    return { store: emptyStore, complaint: 'was written by a later version of dynv6' };
  }
  if (raw['version'] !== version || !isObject(raw['entries'])) return { store: emptyStore, complaint: 'is damaged' };

  const entries = new Map<string, Remembered>();
  let whole = true;
  for (const [key, value] of Object.entries(raw['entries'])) {
    const entry = parseEntry(value);
    if (entry === null) whole = false;
    else entries.set(key, entry);
  }
  const facts = raw['facts'] ?? null;
  if (facts === null || typeof facts === 'string') {
    return { store: { entries, facts }, complaint: whole ? null : 'is damaged in part' };
  }
  return { store: { entries, facts: null }, complaint: 'is damaged in part' };
}

/** What `parseStore` takes back. */
export function formatStore({ entries, facts }: Store): string {
  // Object.fromEntries defines properties: a key such as __proto__ stays an ordinary one.
  const known = { version, entries: Object.fromEntries(entries) };
  return `${JSON.stringify(facts === null ? known : { ...known, facts }, null, 2)}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
