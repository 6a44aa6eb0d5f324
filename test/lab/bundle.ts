import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

/** Node.js 20 runs no TypeScript: a program of the tests that needs a process of its own is bundled. Gives its file. */
export async function bundleProgram(source: URL): Promise<string> {
  const input = fileURLToPath(source);
  const folder = fileURLToPath(new URL('../../node_modules/.cache/dynv6/lab', import.meta.url));
  const file = join(folder, `${basename(input, '.ts')}.mjs`);
  const { output } = await build({ input, platform: 'node', write: false, output: { format: 'esm' } });
  await mkdir(folder, { recursive: true });
  // Test files run side by side: a file that is there is a whole one.
  await writeFile(`${file}.${process.pid}`, output[0].code);
  await rename(`${file}.${process.pid}`, file);
  return file;
}
