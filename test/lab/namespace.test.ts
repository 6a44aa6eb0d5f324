import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { bundleProgram } from './bundle.ts';
import { test } from './lab.ts';
import { processesIn } from './namespace.ts';
import { openTemporaryFolder, removeFolder } from './temporary-folder.ts';

test('a run that is killed leaves no process behind, and so no network; the next one sweeps its folder', async ({
  lab,
}) => {
  const program = await bundleProgram(new URL('./abandoned.ts', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout, 'data');
  const [folder = '', ...networks] = String(said).trim().split('\n');
  const inhabitants = async () => (await Promise.all(networks.map(processesIn))).map(({ length }) => length);
  expect(await inhabitants()).not.toContain(0);

  child.kill('SIGKILL');
  await expect.poll(inhabitants, { timeout: 15_000 }).toEqual([0, 0, 0]);

  expect(existsSync(folder)).toBe(true);
  await removeFolder(await openTemporaryFolder());
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(lab.folder)).toBe(true);
});

test('a network that is closed takes what runs in it along', async ({ lab }) => {
  lab.host.start(['sleep', 'infinity'], 'ignore');
  await lab.advertisements.announce([]);
  await lab.close();

  const networks = [lab.host, lab.router, lab.service.namespace].map(({ network }) => network);
  expect((await Promise.all(networks.map(processesIn))).flat()).toEqual([]);
  expect(existsSync(lab.folder)).toBe(false);
});
