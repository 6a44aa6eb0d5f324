import { dirname, resolve as resolvePath } from 'node:path';
import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import { type ConfigFile, readConfigFile } from './config-file.ts';
import { cacheFolder, configFiles } from './places.ts';
import { type Words, wordOf } from './words.ts';
import type { SettingsWorld } from './world.ts';

/** The cache's folder by itself, for commands that look at no zone. */
export function chosenCacheFolder(words: Words, config: ConfigFile | null, world: SettingsWorld): string | null {
  const named = wordOf(words, 'cacheDir') ?? world.environment['DYNV6_CACHE_DIR'] ?? '';
  if (named !== '') return resolvePath(world.currentFolder, named);
  const configured = config?.general.values['cacheDir'];
  if (config !== null && typeof configured === 'string') return resolvePath(dirname(config.path), configured);
  return cacheFolder(world);
}

/** The config file that was named, or the first of the usual places; null where there is none. */
export function findConfig(words: Words, world: SettingsWorld): Result<ConfigFile | null, readonly Failure[]> {
  const named = wordOf(words, 'config') ?? world.environment['DYNV6_CONFIG'] ?? '';
  if (named !== '') {
    const path = resolvePath(world.currentFolder, named);
    const config = readConfigFile(path, world.files);
    return config.ok && config.value === null
      ? fail([{ code: 'config', message: `the config file ${path} does not exist` }])
      : config;
  }
  for (const path of configFiles(world)) {
    const config = readConfigFile(path, world.files);
    if (!config.ok || config.value !== null) return config;
  }
  return ok(null);
}
