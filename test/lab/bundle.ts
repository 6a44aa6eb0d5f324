import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

/** Node.js 20 runs no TypeScript: a program of this folder that needs a process of its own is bundled. Gives its file. */
export async function bundleProgram(name: string): Promise<string> {
  const input = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const file = fileURLToPath(new URL(`../../node_modules/.cache/dynv6/lab/${name}.mjs`, import.meta.url));
  const { output } = await build({ input, platform: 'node', write: false, output: { format: 'esm' } });
  await mkdir(dirname(file), { recursive: true });
  // Test files run side by side: a file that is there is a whole one.
  await writeFile(`${file}.${process.pid}`, output[0].code);
  await rename(`${file}.${process.pid}`, file);
  return file;
}
