import type { Way } from '../job.ts';
import type { SettingsWorld } from '../settings/world.ts';

/** The server of a way, the same for every spelling of it. */
export function describeServer(way: Way): string {
  switch (way.channel) {
    case 'dns':
      return `${way.server.host.toLowerCase()}:${way.server.port}`;
    case 'ssh':
      return way.server.toLowerCase();
    default:
      return way.server.href;
  }
}

/** Tells one token or key from another: part of a hash, of which the token cannot be made again. */
export async function hashOfToken(way: Way, { files }: SettingsWorld): Promise<string> {
  // Loading the cryptography takes a millisecond that the run with nothing to send must not pay.
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256').update(`dynv6 ${describeServer(way)} `);
  return hash.update(secretOf(way, files)).digest('hex').slice(0, 16);
}

function secretOf(way: Way, files: SettingsWorld['files']): string | Uint8Array {
  switch (way.channel) {
    case 'dns':
      return contentOf(way.keyFile, files);
    case 'ssh':
      return way.identity === null ? '' : contentOf(way.identity, files);
    default:
      return way.token.reveal();
  }
}

function contentOf(path: string, files: SettingsWorld['files']): string | Uint8Array {
  try {
    return files.read(path);
  } catch {
    return path;
  }
}
