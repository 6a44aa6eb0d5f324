// biome-ignore-all lint/correctness/noEmptyPattern: vitest reads the wanted fixtures out of the pattern.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test as base, expect } from 'vitest';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The package as it would be published, installed into an empty place. */
const test = base.extend('installed', { scope: 'file' }, async ({}, { onCleanup }) => {
  const folder = await mkdtemp(join(tmpdir(), 'dynv6-package-'));
  onCleanup(() => rm(folder, { recursive: true, force: true }));
  // `npm test` has just built it; packing must not build again under the feet of other tests.
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: repository,
  });
  const [{ filename }] = JSON.parse(stdout) as [{ readonly filename: string }];
  await run('npm', ['install', '--global', '--offline', '--no-audit', '--prefix', folder, join(folder, filename)]);
  return folder;
});

test('installed from the tarball, the command works', async ({ installed }) => {
  const { stdout } = await run(join(installed, 'bin/dynv6'), ['--version']);
  const { version } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  expect(stdout).toBe(`${version}\n`);
});

test('it brings everything along: nothing else is installed, and nothing is run at installation', async ({
  installed,
}) => {
  const text = await readFile(join(installed, 'lib/node_modules/dynv6/package.json'), 'utf8');
  const { dependencies, scripts } = JSON.parse(text) as Readonly<Record<string, Readonly<Record<string, string>>>>;
  expect(dependencies).toBe(undefined);
  expect(Object.keys(scripts ?? {}).filter((name) => /install/.test(name))).toEqual([]);
});

test('it brings the licences of what is bundled', async ({ installed }) => {
  const licences = await readFile(join(installed, 'lib/node_modules/dynv6/dist/LICENSES.txt'), 'utf8');
  for (const name of ['commander', 'conf', 'ipaddr.js', 'kleur', 'undici']) {
    expect(licences).toMatch(new RegExp(`^${name.replace('.', '\\.')} \\d.*\\(MIT\\)\\n\\n\\S`, 'm'));
  }
});

test('its first line is one that every system can start (C36)', async ({ installed }) => {
  const text = await readFile(join(installed, 'lib/node_modules/dynv6/bin/dynv6.js'), 'utf8');
  expect(text.split('\n')[0]).toBe('#!/usr/bin/env node');
});
