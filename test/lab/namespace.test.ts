import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { bundleProgram } from './bundle.ts';
import { patience, test } from './lab.ts';
import { processesIn } from './namespace.ts';
import { openTemporaryFolder, removeFolder } from './temporary-folder.ts';

test('a run that is killed leaves no process behind, and so no network; the next one sweeps its folder', async ({
  lab,
}) => {
  const program = await bundleProgram(new URL('./abandoned.ts', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout, 'data');
  const [folder = '', ...networks] = String(said).trim().split('\n');
  const before = await inhabitants(networks);
  expect(before.length).toBeGreaterThan(networks.length);

  child.kill('SIGKILL');
  await expect.poll(() => stillThere(before, networks), patience).toEqual([]);

  await removeFolder(await openTemporaryFolder());
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(lab.folder)).toBe(true);
});

test('a network that is closed takes what runs in it along', async ({ lab }) => {
  lab.host.start(['sleep', 'infinity'], 'ignore');
  await lab.advertisements.announce([]);
  const networks = [lab.host, lab.router, lab.service.namespace].map(({ network }) => network);
  const before = await inhabitants(networks);
  expect(before.length).toBeGreaterThan(networks.length);

  await lab.close();
  expect(await stillThere(before, networks)).toEqual([]);
  expect(existsSync(lab.folder)).toBe(false);
});

async function inhabitants(networks: readonly string[]): Promise<readonly number[]> {
  return (await Promise.all(networks.map(processesIn))).flat();
}

/** The name of a network that is gone may be another's by now: only those who lived there before count. */
async function stillThere(before: readonly number[], networks: readonly string[]): Promise<readonly number[]> {
  const now = await inhabitants(networks);
  return before.filter((pid) => now.includes(pid));
}
