import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from 'vitest';
import { openBundle } from '../../../src/start/bundle.ts';
import type { CodeStore } from '../../../src/start/code-store.ts';

const requireBuiltin = createRequire(import.meta.url);

/** Keeps code in memory. */
interface MemoryStore extends CodeStore {
  readonly kept: Map<string, Buffer>;
  aged: boolean;
}

function memoryStore(): MemoryStore {
  const kept = new Map<string, Buffer>();
  return {
    kept,
    aged: false,
    recall(name) {
      const code = kept.get(name);
      return code === undefined ? null : { code, aged: this.aged };
    },
    keep: (name, code) => void kept.set(name, code()),
  };
}

const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the wanted fixtures out of the pattern.
  .extend('folder', ({}, { onCleanup }): string => {
    const folder = mkdtempSync(join(tmpdir(), 'dynv6-bundle-'));
    onCleanup(() => rmSync(folder, { recursive: true }));
    return folder;
  })
  .extend(
    'write',
    ({ folder }) =>
      (name: string, text: string) =>
        writeFileSync(join(folder, name), text),
  );

test("a file gets what it requires: other files, once each, and Node's own modules", ({ folder, write }) => {
  write('main.cjs', `exports.found = [require('./a.cjs'), require('./b.cjs').a === require('./a.cjs')];`);
  write('a.cjs', `module.exports = { base: require('node:path').basename('/x/y') };`);
  write('b.cjs', `exports.a = require('./a.cjs');`);
  expect(openBundle(folder, requireBuiltin, null).load('./main.cjs')).toEqual({ found: [{ base: 'y' }, true] });
});

test('files that require each other get what there is so far', ({ folder, write }) => {
  write('main.cjs', `exports.early = 1; exports.seen = require('./a.cjs').seen; exports.late = 2;`);
  write('a.cjs', `exports.seen = { ...require('./main.cjs') };`);
  expect(openBundle(folder, requireBuiltin, null).load('./main.cjs')).toEqual({
    early: 1,
    seen: { early: 1 },
    late: 2,
  });
});

test('a fault is shown at its place in the file', ({ folder, write }) => {
  write('main.cjs', `\nthrow new Error('here');`);
  const load = () => openBundle(folder, requireBuiltin, null).load('./main.cjs');
  expect(load).toThrow(expect.objectContaining({ stack: expect.stringContaining(`${folder}/main.cjs:2:`) }));
});

test('code that was kept is used, and not kept again', ({ folder, write }) => {
  write('main.cjs', 'exports.answer = 6 * 7;');
  const store = memoryStore();
  expect(run(folder, store)).toEqual({ answer: 42 });
  const kept = store.kept.get('main.cjs');

  expect(run(folder, store)).toEqual({ answer: 42 });
  expect(kept).toBeInstanceOf(Buffer);
  expect(store.kept.get('main.cjs')).toBe(kept);
});

test('aged code is used, and kept anew', ({ folder, write }) => {
  write('main.cjs', 'exports.answer = 6 * 7;');
  const store = memoryStore();
  run(folder, store);
  const kept = store.kept.get('main.cjs');
  store.aged = true;

  expect(run(folder, store)).toEqual({ answer: 42 });
  expect(store.kept.get('main.cjs')).not.toBe(kept);
});

test('the code of another text is not used, and kept anew', ({ folder, write }) => {
  write('main.cjs', 'exports.answer = 6 * 7;');
  const store = memoryStore();
  run(folder, store);
  const kept = store.kept.get('main.cjs');
  write('main.cjs', 'exports.answer = "another";');

  expect(run(folder, store)).toEqual({ answer: 'another' });
  expect(store.kept.get('main.cjs')).not.toBe(kept);
});

function run(folder: string, store: CodeStore): unknown {
  const bundle = openBundle(folder, requireBuiltin, store);
  const exported = bundle.load('./main.cjs');
  bundle.keep();
  return exported;
}
