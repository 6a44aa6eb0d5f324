import type { NamedFile, Service } from '../../../src/service/service.ts';

export function open(path: string): NamedFile {
  return { path, open: true };
}

export function closed(path: string): NamedFile {
  return { path, open: false };
}

/** A plain watcher of the whole system, whose token install wrote. */
export const plain: Service = {
  scope: 'system',
  owner: { name: 'root', id: 0, homeFolder: '/root', settingsFolder: '/root/.config/dynv6' },
  program: [open('/opt/n/bin/node'), open('/opt/dynv6/bin/dynv6.js')],
  words: ['example.dynv6.net'],
  files: [],
  config: null,
  configured: [],
  tokenFile: closed('/etc/dynv6/token'),
  cacheFolder: '/root/.cache/dynv6',
  writes: [],
  period: null,
  wrote: ['/etc/dynv6/token'],
};

/** The same for one user. */
export const personal: Service = {
  ...plain,
  scope: 'user',
  owner: { name: 'ann', id: 1000, homeFolder: '/home/ann', settingsFolder: '/home/ann/.config/dynv6' },
  tokenFile: closed('/home/ann/.config/dynv6/token'),
  cacheFolder: '/home/ann/.cache/dynv6',
  wrote: ['/home/ann/.config/dynv6/token'],
};

/** Words that every language of ours has to carry unharmed. */
export const awkwardWords = [
  'with space',
  'per%cent',
  '%h',
  'dollar$HOME',
  `\${HOME}`,
  `quote"double`,
  "quote'single",
  'back\\slash',
  'ends with\\',
  'semi;colon',
  ';',
  '#hash',
  '-dash',
  '*',
  'ä b',
  '日本語',
  '<&>',
  '--',
  'a--b',
  '!bang',
  '`tick`',
  '~',
  '',
];
