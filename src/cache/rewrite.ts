import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf } from './file.ts';

/**
 * Replaces the file whole or not at all. Null, or the system's word for why not; EBUSY if `wanted` says no at the
 * last moment.
 */
export type Rewrite = (path: string, text: string, wanted: () => boolean) => string | null;

/**
 * conf writes a file of its own, and that takes the place of the old one only if it reads back whole: on a full disk
 * conf would put half a file there (it does not look how much was written), inside a snap it would not write
 * atomically, and in a folder that it may not write it would try for a second.
 */
export async function loadRewrite(): Promise<Rewrite> {
  const Conf = await importConf();
  return (path, text, wanted) => {
    const folder = dirname(path);
    const name = `${basename(path)}.tmp-${randomUUID()}`;
    const staging = join(folder, name);
    try {
      writeFileSync(staging, '', { flag: 'wx', mode: 0o600 });
      const conf = new Conf({
        projectName: 'dynv6',
        cwd: folder,
        configName: name,
        fileExtension: '',
        configFileMode: 0o600,
        clearInvalidConfig: true,
        accessPropertiesByDotNotation: false,
        serialize: () => text,
      });
      conf.store = {};
      if (readFileSync(staging, 'utf8') !== text) return 'ENOSPC';
      if (!wanted()) return 'EBUSY';
      renameSync(staging, path);
      return null;
    } catch (error) {
      return codeOf(error);
    } finally {
      rmSync(staging, { force: true });
    }
  };
}

const signals = ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGUSR2', 'SIGALRM', 'SIGABRT', 'SIGPWR'] as const;

/**
 * What conf writes with listens to every signal, to remove its temporary files, and then sends the signal to the
 * process once more: each SIGTERM would come twice. A write here is over before a signal can be seen, so it has
 * nothing to remove.
 */
async function importConf(): Promise<typeof import('conf').default> {
  const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
  const { default: Conf } = await import('conf');
  for (const signal of signals) {
    const added = process.listeners(signal).filter((listener) => before.get(signal)?.includes(listener) === false);
    for (const listener of added) process.removeListener(signal, listener);
  }
  return Conf;
}
