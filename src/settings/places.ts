import { posix, win32 } from 'node:path';

export interface Surroundings {
  readonly platform: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Null where there is none: no HOME, and no entry for the user. */
  readonly homeFolder: string | null;
}

/**
 * Where the config file may be, the nearest first: the user's, then the machine's. The folders are those of each
 * platform: https://specifications.freedesktop.org/basedir-spec/latest/, Apple's File System Programming Guide,
 * and %APPDATA% and %PROGRAMDATA% on Windows.
 */
export function configFiles(surroundings: Surroundings): readonly string[] {
  const { platform, environment } = surroundings;
  const user = ownFolder(surroundings, {
    xdg: 'XDG_CONFIG_HOME',
    unix: '.config',
    mac: 'Preferences',
    windows: 'APPDATA',
  });
  const machine =
    platform === 'win32'
      ? absolute(environment['PROGRAMDATA'], platform)
      : platform === 'freebsd'
        ? '/usr/local/etc'
        : '/etc';
  return [user, machine].flatMap((folder) => (folder === null ? [] : [join(platform, folder, 'dynv6', 'config.json')]));
}

/** Where the cache is; null where nothing can be stored. systemd may name several folders: the first is ours. */
export function cacheFolder(surroundings: Surroundings): string | null {
  const { platform, environment } = surroundings;
  const [state] = (environment['STATE_DIRECTORY'] ?? '').split(':');
  if (state !== undefined && state !== '' && platform !== 'win32') return state;
  const folder = ownFolder(surroundings, {
    xdg: 'XDG_CACHE_HOME',
    unix: '.cache',
    mac: 'Caches',
    windows: 'LOCALAPPDATA',
  });
  return folder === null ? null : join(platform, folder, 'dynv6');
}

interface Names {
  readonly xdg: string;
  readonly unix: string;
  readonly mac: string;
  readonly windows: 'APPDATA' | 'LOCALAPPDATA';
}

function ownFolder({ platform, environment, homeFolder }: Surroundings, names: Names): string | null {
  if (platform === 'win32') {
    const roaming = names.windows === 'APPDATA' ? 'Roaming' : 'Local';
    return (
      absolute(environment[names.windows], platform) ??
      (homeFolder === null ? null : win32.join(homeFolder, 'AppData', roaming))
    );
  }
  const named = platform === 'darwin' ? null : absolute(environment[names.xdg], platform);
  if (named !== null) return named;
  if (homeFolder === null || homeFolder === '') return null;
  return platform === 'darwin' ? posix.join(homeFolder, 'Library', names.mac) : posix.join(homeFolder, names.unix);
}

/** The base directory specification has relative paths ignored. */
function absolute(path: string | undefined, platform: string): string | null {
  const { isAbsolute } = platform === 'win32' ? win32 : posix;
  return path !== undefined && isAbsolute(path) ? path : null;
}

function join(platform: string, ...parts: readonly string[]): string {
  return platform === 'win32' ? win32.join(...parts) : posix.join(...parts);
}
