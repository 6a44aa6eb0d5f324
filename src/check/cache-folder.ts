import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { bad, type Finding, good } from '../finding.ts';
import { systemCode } from '../system-code.ts';

/** Whether what was sent could be remembered there. Nothing is written: a folder that is not there yet could be made. */
export function checkCacheFolder(folder: string | null): Finding {
  if (folder === null)
    return bad('cache', { ...unkept, message: 'there is no place for a cache without a home folder' });
  const nearest = nearestExisting(folder);
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = systemCode(error) ?? '';
    return bad('cache', { ...unkept, message: `${nearest} cannot be written (${code})`, cause: error });
  }
  return good('cache', nearest === folder ? `${folder} can be written` : `${folder} can be made`);
}

const unkept = {
  code: 'config',
  advice: 'Updates are sent all the same, each time anew; --cache-dir names another',
} as const;

function nearestExisting(path: string): string {
  const above = dirname(path);
  return existsSync(path) || above === path ? path : nearestExisting(above);
}
