import { existsSync } from 'node:fs';
import { chmod, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runsAsRoot } from '../../support/as-root.ts';
import { test } from '../../support/fixtures.ts';
import { oneLine, stackTrace, zone } from '../../support/update-run.ts';
import { standIns, tokenFileOf } from './stand-ins.ts';

const supervisors = [
  {
    kind: 'systemd',
    tool: 'systemctl',
    file: '.config/systemd/user/dynv6.service',
    start: 'systemctl --user restart dynv6.service',
  },
  {
    kind: 'launchd',
    tool: 'launchctl',
    file: 'Library/LaunchAgents/dynv6.client.plist',
    start: /^launchctl bootstrap gui\/\d+ /,
  },
  {
    kind: 'task-scheduler',
    tool: 'schtasks',
    file: '.config/dynv6/task.xml',
    start: /^schtasks \/create \/tn dynv6 \/xml .*task\.xml \/f$/,
  },
] as const;

test.for(supervisors)(
  '$kind: installed, so already, running, removed',
  async ({ kind, tool, file, start }, { home }) => {
    const { PATH, called } = await standIns(home, [tool]);
    const token = await tokenFileOf(home);
    const path = join(home.folder, file);
    const env = { PATH, token: 'T0ken' };

    const first = await home.dynv6(['service', 'install', kind, zone, 'eth0', '--user'], { env });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain(`wrote ${path}`);
    expect(first.stdout).toContain(`wrote ${token} (0600)`);
    expect((await stat(token)).mode & 0o777).toBe(0o600);
    expect(await called()).toEqual(expect.arrayContaining([expect.stringMatching(start)]));

    const before = (await called()).length;
    const second = await home.dynv6(['service', 'install', kind, zone, 'eth0', '--user'], { env });
    expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('already so') });
    expect((await called()).slice(before)).not.toEqual(expect.arrayContaining([expect.stringMatching(start)]));

    const state = await home.dynv6(['service', 'status', '--user', '--json'], { env: { PATH } });
    expect({ code: state.code, services: JSON.parse(state.stdout).services }).toEqual({
      code: 0,
      services: [{ kind, scope: 'user', installed: true, running: true, files: [path] }],
    });

    const gone = await home.dynv6(['service', 'uninstall', '--user'], { env: { PATH } });
    expect(gone).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(`removed ${path}`) });
    expect([existsSync(path), existsSync(token)]).toEqual([false, false]);
    expect(await home.dynv6(['service', 'status', '-q', '--user'], { env: { PATH } })).toMatchObject({
      code: 78,
      stdout: '',
    });
  },
);

test.for(['systemd', 'cron', 'launchd', 'task-scheduler', 'freebsd-rc', 'openwrt-procd'])(
  'print %s shows a definition, touches nothing and needs no token',
  async (kind, { home }) => {
    const whose = kind === 'freebsd-rc' || kind === 'openwrt-procd' ? [] : ['--user'];
    const run = await home.dynv6(['service', 'print', kind, zone, ...whose], { env: {} });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('Written by "dynv6 service install"');
    expect(run.stdout).toContain(process.execPath);
    expect(run.stdout).toContain(`${home.folder}/.cache/dynv6`);
    expect(existsSync(join(home.folder, '.config'))).toBe(false);
  },
);

test('a dry run shows every step and takes none', async ({ home }) => {
  const { PATH, called } = await standIns(home, ['systemctl']);
  const run = await home.dynv6(['service', 'install', 'systemd', zone, '--user', '--dry-run'], {
    env: { PATH, token: 'T0ken' },
  });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout).toMatch(
    /would write .*\/token \(0600\)\nwould write .*dynv6\.service\nwould run systemctl --user daemon-reload\n/,
  );
  expect(existsSync(join(home.folder, '.config'))).toBe(false);
  expect((await called()).every((line) => line.includes(' is-'))).toBe(true);
});

test('JSON tells each step, and shows no token', async ({ home }) => {
  const { PATH } = await standIns(home, ['systemctl']);
  const token = await tokenFileOf(home);
  const run = await home.dynv6(['service', 'install', 'systemd', zone, '--user', '--json'], {
    env: { PATH, token: 'T0ken' },
  });
  const document = JSON.parse(run.stdout);
  expect(document).toMatchObject({ version: 1, services: [{ kind: 'systemd', scope: 'user', result: 'installed' }] });
  expect(document.services[0].steps.slice(0, 2)).toEqual([
    { do: 'write', path: token, mode: '0600' },
    { do: 'write', path: join(home.folder, '.config/systemd/user/dynv6.service'), mode: '0644' },
  ]);
});

test('what is set here and will not be seen there is a warning', async ({ home }) => {
  const { PATH } = await standIns(home, ['systemctl']);
  await tokenFileOf(home);
  const env = { PATH, token: 'T0ken', HTTPS_PROXY: 'http://127.0.0.1:1' };
  const run = await home.dynv6(['service', 'install', 'systemd', zone, '--user'], { env });
  expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(oneLine('warning', 'HTTPS_PROXY')) });
});

test('options and the config file are named by absolute paths, from wherever they were given', async ({ home }) => {
  const { PATH } = await standIns(home, ['systemctl']);
  await home.write('sub folder/my config.json', JSON.stringify({ tokenFile: 'the token', zones: [zone] }));
  await chmod(await home.write('sub folder/the token', 'T0ken'), 0o600);
  const run = await home.dynv6(
    ['service', 'install', 'systemd', '--user', '--config', './my config.json', '--cache-dir', '../cache'],
    {
      env: { PATH },
      cwd: join(home.folder, 'sub folder'),
    },
  );
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const unit = await readFile(join(home.folder, '.config/systemd/user/dynv6.service'), 'utf8');
  expect(unit).toContain(
    ` watch --config "${home.folder}/sub folder/my config.json" --cache-dir ${home.folder}/cache\n`,
  );
});

test.for([
  { is: 'a kind that there is not', words: ['install', 'sytemd', zone], code: 64, names: ['sytemd', 'systemd'] },
  { is: 'a zone without a dot', words: ['install', 'cron', 'zone'], code: 64, names: ['zone'] },
  { is: 'a word too many', words: ['print', zone, 'eth0', 'eth1'], code: 64, names: ['eth1'] },
  { is: 'a timer that swallows the zone', words: ['install', '--timer', zone], code: 64, names: ['--timer'] },
  { is: 'an interval that cron cannot keep', words: ['print', 'cron', zone, '--timer=7m'], code: 64, names: ['5m'] },
  { is: 'no zone', words: ['install', 'systemd', '--user'], code: 78, names: ['zone'] },
  { is: 'no token', words: ['install', 'systemd', '--user', zone], code: 78, names: ['token'], env: {} },
  {
    is: 'a service of one user where there is none',
    words: ['install', 'freebsd-rc', zone, '--user'],
    code: 64,
    names: ['cron'],
  },
  {
    is: 'a supervisor that is not here',
    words: ['install', 'launchd', zone, '--user'],
    code: 64,
    names: ['launchctl'],
  },
  { is: 'a secret URL', words: ['print', zone, '--ping-url', 'https://example.org/abc'], code: 64, names: ['pingUrl'] },
])('$is: $code, one line, nothing done', async ({ words, code, names, env = { token: 'T0ken' } }, { home }) => {
  const run = await home.dynv6(['service', ...words], { env: { ...env, PATH: '/nowhere' } });
  expect(run).toMatchObject({ code, stdout: '' });
  expect(run.stderr).toMatch(oneLine(...names));
  expect(run.stderr).not.toMatch(stackTrace);
  expect(existsSync(join(home.folder, '.config'))).toBe(false);
});

test.runIf(runsAsRoot)('a service of the whole system takes root, and the message says how', async ({ home }) => {
  const run = await home.dynv6(['service', 'install', 'systemd', zone], {
    asUser: 54321,
    shell: 'exec "$@"',
  });
  expect(run).toMatchObject({ code: 64, stdout: '' });
  expect(run.stderr).toMatch(oneLine('root', 'sudo', '--user'));
});

test('where nothing is installed, there is nothing to remove', async ({ home }) => {
  const run = await home.dynv6(['service', 'uninstall', '--user'], { env: { PATH: '/nowhere' } });
  expect(run).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('nothing to do') });
});
