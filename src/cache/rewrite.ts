import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { codeOf } from './file.ts';
import { discardWithRest, makeFolder } from './folder.ts';

/**
 * Replaces the file whole or not at all. Null, or the system's word for why not; EBUSY if `wanted` says no at the
 * last moment.
 */
export type Rewrite = (path: string, text: string, wanted: () => boolean) => string | null;

/** Writes the text into a file that is there already, and has it on disk when it returns; throws the system's error. */
type Put = (path: string, text: string) => void;

/**
 * The text goes into a file of its own, and that takes the place of the old one only if it reads back whole. Left to
 * itself, conf would on a full disk put half a file there (it does not look how much was written), inside a snap it
 * would not write atomically, and in a folder that it may not write it would try for a second. A process that stays
 * does without it: with its checker of schemas it takes 2 MiB.
 */
export async function loadRewrite(stays: boolean): Promise<Rewrite> {
  const put = stays ? putPlainly : await loadPut();
  return (path, text, wanted) => {
    const staging = `${path}.tmp-${randomUUID()}`;
    try {
      makeFolder(dirname(path));
      writeFileSync(staging, '', { flag: 'wx', mode: 0o600 });
      put(staging, text);
      if (readFileSync(staging, 'utf8') !== text) return 'ENOSPC';
      if (!wanted()) return 'EBUSY';
      renameSync(staging, path);
      return null;
    } catch (error) {
      return codeOf(error);
    } finally {
      // On a full disk there is also the file from which conf would have made this one.
      discardWithRest(staging);
    }
  };
}

async function loadPut(): Promise<Put> {
  try {
    return putWith(await importConf());
  } catch {
    // conf asks for the home folder while it is loaded, and fails for a user who has none.
    return putPlainly;
  }
}

function putPlainly(path: string, text: string): void {
  writeFileSync(path, text, { flush: true });
}

function putWith(Conf: typeof import('conf').default): Put {
  return (path, text) => {
    const conf = new Conf({
      projectName: 'dynv6',
      cwd: dirname(path),
      configName: basename(path),
      fileExtension: '',
      configFileMode: 0o600,
      clearInvalidConfig: true,
      accessPropertiesByDotNotation: false,
      serialize: () => text,
    });
    conf.store = {};
  };
}

/**
 * What conf writes with listens to every signal, to remove its temporary files, and then sends the signal to the
 * process once more: each SIGTERM would come twice. A write here is over before a signal can be seen, so there is
 * nothing for it to remove.
 */
async function importConf(): Promise<typeof import('conf').default> {
  const added: (readonly [string | symbol, (...words: unknown[]) => void])[] = [];
  const note = (event: string | symbol, listener: (...words: unknown[]) => void) => added.push([event, listener]);
  process.on('newListener', note);
  try {
    return (await import('conf')).default;
  } finally {
    process.removeListener('newListener', note);
    for (const [event, listener] of added) {
      if (event.toString().startsWith('SIG')) process.removeListener(event, listener);
    }
  }
}
