import { statSync } from 'node:fs';
import manifest from '../package.json' with { type: 'json' };
import { homeFolder } from './home-folder.ts';
import { cacheFolder } from './settings/places.ts';
import { openBundle } from './start/bundle.ts';
import { type CodeStore, codeStore } from './start/code-store.ts';

/** Runs the program that stands in the folder. */
export function start(folder: string, requireBuiltin: (id: string) => unknown): void {
  const bundle = openBundle(folder, requireBuiltin, ownStore(folder));
  process.once('exit', bundle.keep);
  bundle.load('./main.cjs');
}

/** In the folder of the cache; null where there is none, or where the user wants no code kept. */
function ownStore(folder: string): CodeStore | null {
  const { env, platform, version, arch } = process;
  if (env['NODE_DISABLE_COMPILE_CACHE']) return null;
  const cache = env['DYNV6_CACHE_DIR'] || cacheFolder({ platform, environment: env, homeFolder: homeFolder() });
  if (cache === null) return null;
  // V8 compares no more than the length of a text with that of which it made its code, and a run may end after another
  // build has taken the place of its own: the file itself tells builds of one version apart.
  const { size, mtimeMs, ino } = statSync(`${folder}/main.cjs`);
  const build = [manifest.version, version, arch, size, Math.floor(mtimeMs), ino].join('-');
  return codeStore(`${cache}/code`, folder, build);
}
