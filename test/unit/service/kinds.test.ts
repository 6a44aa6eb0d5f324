import { expect, test } from 'vitest';
import { obstacle, passingScript, placeOf, placesOf } from '../../../src/service/places.ts';
import { stableNode, stableScript } from '../../../src/service/stable-path.ts';
import { usualKind } from '../../../src/service/supervisors.ts';
import { personal, plain } from './sample.ts';

test.for([
  { platform: 'linux', there: ['/run/systemd/system'], kind: 'systemd' },
  { platform: 'linux', there: [], kind: 'cron' },
  { platform: 'linux', there: ['/etc/openwrt_release'], kind: 'openwrt-procd' },
  { platform: 'darwin', there: [], kind: 'launchd' },
  { platform: 'win32', there: [], kind: 'task-scheduler' },
  { platform: 'freebsd', there: [], kind: 'freebsd-rc' },
  { platform: 'openbsd', there: [], kind: 'cron' },
])('on $platform with $there it is $kind', ({ platform, there, kind }) => {
  expect(usualKind(platform, (path) => there.includes(path))).toBe(kind);
});

test('only root installs for the whole system; Windows decides that itself', () => {
  expect(obstacle('system', personal.owner, 'linux')).toMatchObject({
    code: 'usage',
    advice: expect.stringContaining('--user'),
  });
  expect(obstacle('system', plain.owner, 'linux')).toBe(null);
  expect(obstacle('user', personal.owner, 'linux')).toBe(null);
  expect(obstacle('system', { ...personal.owner, id: null }, 'win32')).toBe(null);
});

test('a kind without services of one user says so and names one that has them', () => {
  expect(placeOf('freebsd-rc', 'user', personal.owner)).toMatchObject({
    ok: false,
    failure: { code: 'usage', advice: expect.stringContaining('cron') },
  });
  expect(placesOf(null, 'user', personal.owner).map(({ kind }) => kind)).toEqual([
    'systemd',
    'cron',
    'launchd',
    'task-scheduler',
  ]);
  expect(placesOf('cron', 'system', plain.owner).map(({ kind }) => kind)).toEqual(['cron']);
});

test.for([
  {
    is: 'Homebrew on Apple silicon',
    path: '/opt/homebrew/Cellar/node@22/22.1.0/bin/node',
    same: true,
    stable: '/opt/homebrew/opt/node@22/bin/node',
  },
  {
    is: 'Homebrew whose link leads elsewhere',
    path: '/usr/local/Cellar/node/22.1.0/bin/node',
    same: false,
    stable: '/usr/local/Cellar/node/22.1.0/bin/node',
  },
  {
    is: 'nvm',
    path: '/home/ann/.nvm/versions/node/v22.1.0/bin/node',
    same: true,
    stable: '/home/ann/.nvm/versions/node/v22.1.0/bin/node',
  },
])("$is: node's path outlives an upgrade where it can", ({ path, same, stable }) => {
  expect(stableNode(path, () => same)).toBe(stable);
});

test("the script's own path is taken, but where pnpm keeps it under its version", () => {
  const link = '/usr/local/bin/dynv6';
  expect(stableScript(link, '/usr/local/lib/node_modules/dynv6/bin/dynv6.js')).toBe(
    '/usr/local/lib/node_modules/dynv6/bin/dynv6.js',
  );
  const global = '/root/.local/share/pnpm/global/5/node_modules/dynv6/bin/dynv6.js';
  expect(
    stableScript(global, '/root/.local/share/pnpm/global/5/.pnpm/dynv6@1.0.0/node_modules/dynv6/bin/dynv6.js'),
  ).toBe(global);
});

test('what npx keeps for a while cannot be a service', () => {
  expect(passingScript('/root/.npm/_npx/1a2b/node_modules/dynv6/bin/dynv6.js')).toMatchObject({ code: 'usage' });
  expect(passingScript('C:\\Users\\ann\\AppData\\Local\\npm-cache\\_npx\\1a2b\\dynv6.js')).toMatchObject({
    code: 'usage',
  });
  expect(passingScript('/usr/lib/node_modules/dynv6/bin/dynv6.js')).toBe(null);
});
