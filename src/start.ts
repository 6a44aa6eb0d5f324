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
  return cache === null ? null : codeStore(`${cache}/code`, folder, `${manifest.version}-${version}-${arch}`);
}
