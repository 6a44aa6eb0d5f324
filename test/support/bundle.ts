import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

/**
 * Makes one program of a TypeScript file, with all that it imports, and gives its path: Node.js 20 runs no
 * TypeScript, and the program needs nothing outside of its folder, whoever runs it.
 */
export async function bundle(source: URL, folder: string): Promise<string> {
  const { output } = await build({
    input: fileURLToPath(source),
    platform: 'node',
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
  });
  return `${folder}/${output[0].fileName}`;
}
