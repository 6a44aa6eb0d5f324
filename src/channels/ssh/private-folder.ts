import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder for the time of one connection. */
export interface PrivateFolder {
  path(name: string): string;
  remove(): Promise<void>;
}

/** What a socket's path may have (`sun_path` of macOS and the BSDs), less the 17 that ssh appends for a moment. */
const longestSocketPath = 103 - 17;

/**
 * A new folder with mode 0700 (mkdtemp(3)) in the one for temporary files. Null where ssh cannot share a connection
 * over a socket (Windows), where the socket's path would be too long, and where nothing can be written.
 */
export async function makePrivateFolder(platform: NodeJS.Platform, parent: string): Promise<PrivateFolder | null> {
  if (platform === 'win32') return null;
  const start = join(parent, 'dynv6-');
  if (join(`${start}XXXXXX`, 's').length > longestSocketPath) return null;
  try {
    const folder = await mkdtemp(start);
    return {
      path: (name) => join(folder, name),
      remove: async () => await rm(folder, { recursive: true, force: true }),
    };
  } catch {
    return null;
  }
}
