import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { loadRewrite } from '../../../src/cache/rewrite.ts';
import { emptyStore, formatStore, parseStore, type Store } from '../../../src/cache/store.ts';
import { openWriter } from '../../../src/cache/writer.ts';
import { effects, test } from './fixture.ts';
import { accepted } from './samples.ts';

const held = { held: () => true, release: () => undefined };

function storing(name: string): (store: Store) => Store {
  return (store) => ({ ...store, entries: new Map(store.entries).set(name, accepted('198.41.0.4')) });
}

test('who slept while writing and lost the lock begins again from what others wrote', async ({ folder }) => {
  mkdirSync(folder);
  const path = join(folder, 'cache.json');
  let looks = 0;
  const lost = () => {
    looks += 1;
    if (looks > 1) return true;
    writeFileSync(path, formatStore(storing('theirs')(emptyStore)));
    return false;
  };
  const writer = openWriter(path, { acquire: async () => ({ ...held, held: lost }) }, effects);
  await writer.write(storing('ours'));
  expect([...parseStore(readFileSync(path, 'utf8')).store.entries.keys()]).toEqual(['theirs', 'ours']);
  expect(readdirSync(folder)).toEqual(['cache.json']);
});

test('who loses the lock every time writes in the end', async ({ folder }) => {
  const path = join(folder, 'cache.json');
  const writer = openWriter(path, { acquire: async () => ({ ...held, held: () => false }) }, effects);
  expect(await writer.write(storing('ours'))).toHaveProperty('store');
  expect(parseStore(readFileSync(path, 'utf8')).store.entries.has('ours')).toBe(true);
});

test.for([false, true])(
  'a text that is no longer wanted at the last moment replaces nothing (in a process that stays: %s)',
  async (stays, { folder }) => {
    mkdirSync(folder);
    const path = join(folder, 'cache.json');
    writeFileSync(path, 'old');
    const rewrite = await loadRewrite(stays);
    expect(rewrite(path, 'new', () => false)).toBe('EBUSY');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(rewrite(path, 'new', () => true)).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['cache.json']);
  },
);
