import { expect, test } from 'vitest';
import { cacheFolder, configFiles, type Surroundings } from '../../../src/settings/places.ts';

interface Row {
  readonly is: string;
  readonly platform: string;
  readonly environment?: Surroundings['environment'];
  readonly homeFolder?: string | null;
  readonly config: readonly string[];
  readonly cache: string | null;
}

const windowsHome = 'C:\\Users\\Zoë';

const rows: readonly Row[] = [
  {
    is: 'Linux',
    platform: 'linux',
    config: ['/home/zoe/.config/dynv6/config.json', '/etc/dynv6/config.json'],
    cache: '/home/zoe/.cache/dynv6',
  },
  {
    is: 'Linux with XDG folders',
    platform: 'linux',
    environment: { XDG_CONFIG_HOME: '/x/config', XDG_CACHE_HOME: '/x/cache' },
    config: ['/x/config/dynv6/config.json', '/etc/dynv6/config.json'],
    cache: '/x/cache/dynv6',
  },
  {
    is: 'Linux with XDG folders that are not absolute, which count as unset',
    platform: 'linux',
    environment: { XDG_CONFIG_HOME: 'config', XDG_CACHE_HOME: '' },
    config: ['/home/zoe/.config/dynv6/config.json', '/etc/dynv6/config.json'],
    cache: '/home/zoe/.cache/dynv6',
  },
  {
    is: 'Linux under systemd',
    platform: 'linux',
    environment: { STATE_DIRECTORY: '/var/lib/dynv6:/var/lib/other', XDG_CACHE_HOME: '/x/cache' },
    config: ['/home/zoe/.config/dynv6/config.json', '/etc/dynv6/config.json'],
    cache: '/var/lib/dynv6',
  },
  { is: 'Linux without a home', platform: 'linux', homeFolder: null, config: ['/etc/dynv6/config.json'], cache: null },
  {
    is: 'macOS',
    platform: 'darwin',
    homeFolder: '/Users/zoe',
    environment: { XDG_CONFIG_HOME: '/x/config', XDG_CACHE_HOME: '/x/cache' },
    config: ['/Users/zoe/Library/Preferences/dynv6/config.json', '/etc/dynv6/config.json'],
    cache: '/Users/zoe/Library/Caches/dynv6',
  },
  {
    is: 'FreeBSD',
    platform: 'freebsd',
    config: ['/home/zoe/.config/dynv6/config.json', '/usr/local/etc/dynv6/config.json'],
    cache: '/home/zoe/.cache/dynv6',
  },
  {
    is: 'OpenBSD',
    platform: 'openbsd',
    config: ['/home/zoe/.config/dynv6/config.json', '/etc/dynv6/config.json'],
    cache: '/home/zoe/.cache/dynv6',
  },
  {
    is: 'Android, in Termux',
    platform: 'android',
    homeFolder: '/data/data/com.termux/files/home',
    config: ['/data/data/com.termux/files/home/.config/dynv6/config.json', '/etc/dynv6/config.json'],
    cache: '/data/data/com.termux/files/home/.cache/dynv6',
  },
  {
    is: 'Windows',
    platform: 'win32',
    homeFolder: windowsHome,
    environment: {
      APPDATA: 'D:\\Profiles\\Zoë\\Roaming',
      LOCALAPPDATA: 'C:\\Users\\Zoë\\AppData\\Local',
      PROGRAMDATA: 'C:\\ProgramData',
    },
    config: ['D:\\Profiles\\Zoë\\Roaming\\dynv6\\config.json', 'C:\\ProgramData\\dynv6\\config.json'],
    cache: 'C:\\Users\\Zoë\\AppData\\Local\\dynv6',
  },
  {
    is: 'Windows, a scheduled task with little environment',
    platform: 'win32',
    homeFolder: windowsHome,
    environment: { STATE_DIRECTORY: '/from/somewhere/else' },
    config: ['C:\\Users\\Zoë\\AppData\\Roaming\\dynv6\\config.json'],
    cache: 'C:\\Users\\Zoë\\AppData\\Local\\dynv6',
  },
  {
    is: 'Windows with folders that are not absolute',
    platform: 'win32',
    homeFolder: null,
    environment: { APPDATA: 'Roaming', LOCALAPPDATA: 'C:Local' },
    config: [],
    cache: null,
  },
];

test.for(rows)('config and cache are where the system has such things: $is', (row) => {
  const { platform, environment = {}, homeFolder = '/home/zoe', config, cache } = row;
  expect(configFiles({ platform, environment, homeFolder })).toEqual(config);
  expect(cacheFolder({ platform, environment, homeFolder })).toBe(cache);
});
