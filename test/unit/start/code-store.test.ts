import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { test as base, expect } from 'vitest';
import { type CodeStore, codeStore } from '../../../src/start/code-store.ts';

const hour = 3600;
const code = Buffer.from('compiled');

interface Scene {
  readonly folder: string;
  readonly store: CodeStore;
  /** The file in which the code of main.cjs is kept. */
  readonly kept: string;
}

const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the wanted fixtures out of the pattern.
  .extend('scene', ({}, { onCleanup }): Scene => {
    const source = mkdtempSync(join(tmpdir(), 'dynv6-source-'));
    onCleanup(() => rmSync(source, { recursive: true }));
    writeFileSync(join(source, 'main.cjs'), '');
    age(join(source, 'main.cjs'), 1000 * hour);
    const folder = join(source, 'cache/code');
    return { folder, store: codeStore(folder, source, '1-v20'), kept: join(folder, 'main.cjs.1-v20') };
  });

/** Makes the file as old as that many seconds. */
function age(file: string, seconds: number): void {
  const at = Date.now() / 1000 - seconds;
  utimesSync(file, at, at);
}

test('what was kept is recalled', ({ scene: { store } }) => {
  store.keep('main.cjs', () => code);
  expect(store.recall('main.cjs')).toEqual({ code, aged: false });
});

test('nothing is recalled where nothing was kept, or only by another build', ({ scene: { store, folder } }) => {
  expect(store.recall('main.cjs')).toBeNull();
  codeStore(folder, join(folder, '../..'), '2-v20').keep('main.cjs', () => code);
  expect(store.recall('main.cjs')).toBeNull();
});

test('code in which any byte is damaged is not recalled', ({ scene: { store, kept } }) => {
  store.keep('main.cjs', () => code);
  const whole = readFileSync(kept);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
      const damaged = Buffer.from(whole);
      damaged[index] = (damaged[index] ?? 0) ^ change;
      writeFileSync(kept, damaged);
      expect(store.recall('main.cjs')).toBeNull();
    }),
  );
});

test('code that was cut off is not recalled', ({ scene: { store, kept } }) => {
  store.keep('main.cjs', () => code);
  const whole = readFileSync(kept);
  for (let length = 1; length < whole.length; length += 1) {
    writeFileSync(kept, whole.subarray(0, length));
    expect(store.recall('main.cjs')).toBeNull();
  }
});

test('code that is older than its file is not recalled', ({ scene: { store, folder } }) => {
  store.keep('main.cjs', () => code);
  writeFileSync(join(folder, '../../main.cjs'), 'changed');
  age(join(folder, '../../main.cjs'), -hour);
  expect(store.recall('main.cjs')).toBeNull();
});

test.skipIf(process.platform === 'win32').for([0o620, 0o602])(
  'code that others may write is not recalled (%o)',
  (mode, { scene: { store, kept } }) => {
    store.keep('main.cjs', () => code);
    chmodSync(kept, mode);
    expect(store.recall('main.cjs')).toBeNull();
  },
);

test('code of yesterday is recalled, and called aged', ({ scene: { store, kept } }) => {
  store.keep('main.cjs', () => code);
  age(kept, 25 * hour);
  expect(store.recall('main.cjs')).toEqual({ code, aged: true });
});

test('what nobody used for a month is removed when something is kept', ({ scene: { store, folder } }) => {
  store.keep('other.cjs', () => code);
  store.keep('main.cjs', () => code);
  age(join(folder, 'other.cjs.1-v20'), 31 * 24 * hour);
  age(join(folder, 'main.cjs.1-v20'), 29 * 24 * hour);
  store.keep('third.cjs', () => code);
  expect(existsSync(join(folder, 'other.cjs.1-v20'))).toBe(false);
  expect(existsSync(join(folder, 'main.cjs.1-v20'))).toBe(true);
});

test('where nothing can be written, the code is not even made', ({ scene: { folder } }) => {
  const store = codeStore(join(folder, '../../main.cjs/code'), join(folder, '../..'), '1-v20');
  let made = 0;
  store.keep('main.cjs', () => {
    made += 1;
    return code;
  });
  expect(made).toBe(0);
});
