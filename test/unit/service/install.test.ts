// biome-ignore-all lint/correctness/noEmptyPattern: vitest reads the wanted fixtures out of the pattern.
import { test as base, expect } from 'vitest';
import { Secret } from '../../../src/secret.ts';
import type { Described } from '../../../src/service/describe.ts';
import { installService } from '../../../src/service/install.ts';
import { observe } from '../../../src/service/observe.ts';
import type { Kind, Place, Service } from '../../../src/service/service.ts';
import { supervisors } from '../../../src/service/supervisors.ts';
import { uninstallService } from '../../../src/service/uninstall.ts';
import { modeOf, type Rooted, rooted } from './rooted.ts';
import { closed, personal, plain } from './sample.ts';

const test = base.extend('machine', async ({}, { onCleanup }): Promise<Rooted> => {
  const machine = rooted();
  onCleanup(machine.remove);
  machine.put('/etc/cron.d/.placeholder', '');
  machine.put('/etc/rc.subr', '');
  machine.put('/etc/rc.common', '');
  return machine;
});

interface Setting {
  readonly kind: Kind;
  readonly service: Service;
  /** Where the definition ends up. */
  readonly files: readonly string[];
}

const settings: readonly Setting[] = [
  { kind: 'systemd', service: plain, files: ['/etc/systemd/system/dynv6.service'] },
  {
    kind: 'systemd',
    service: { ...plain, period: 300_000 },
    files: ['/etc/systemd/system/dynv6.service', '/etc/systemd/system/dynv6.timer'],
  },
  { kind: 'systemd', service: personal, files: ['/home/ann/.config/systemd/user/dynv6.service'] },
  { kind: 'cron', service: plain, files: ['/etc/cron.d/dynv6'] },
  { kind: 'cron', service: personal, files: ['/crontab'] },
  { kind: 'launchd', service: plain, files: ['/Library/LaunchDaemons/dynv6.client.plist'] },
  { kind: 'launchd', service: personal, files: ['/home/ann/Library/LaunchAgents/dynv6.client.plist'] },
  { kind: 'task-scheduler', service: personal, files: ['/home/ann/.config/dynv6/task.xml'] },
  { kind: 'freebsd-rc', service: plain, files: ['/usr/local/etc/rc.d/dynv6'] },
  { kind: 'openwrt-procd', service: plain, files: ['/etc/hotplug.d/iface/95-dynv6', '/etc/init.d/dynv6'] },
];

function placeOf({ kind, service }: Pick<Setting, 'kind' | 'service'>): Place {
  const place = supervisors[kind].place(service.scope, service.owner);
  if (place === null) throw new Error(`no place for ${kind}`);
  return place;
}

/** The service with a token out of the environment, as install is given it. */
function described(service: Service, token: string | null = 'T0ken'): Described {
  return { service: { ...service, wrote: [] }, token: token === null ? null : new Secret(token), failure: null };
}

function install(
  setting: Pick<Setting, 'kind' | 'service'>,
  { effects }: Rooted,
  token: string | null = 'T0ken',
  dryRun = false,
) {
  const supervisor = { place: placeOf(setting), define: supervisors[setting.kind].define };
  return installService(setting.kind, supervisor, described(setting.service, token), effects, { dryRun });
}

function uninstall(setting: Pick<Setting, 'kind' | 'service'>, { effects }: Rooted, dryRun = false) {
  return uninstallService(placeOf(setting), effects, { dryRun });
}

const ownFiles = ({ files }: Rooted) => files().filter((path) => !/placeholder|rc\.subr|rc\.common/.test(path));

test.for(settings)(
  '$kind: what is installed runs, a second time there is nothing to do, and nothing stays behind',
  async (setting, { machine }) => {
    const token = setting.service.tokenFile?.path ?? '';
    expect(await install(setting, machine)).toMatchObject({ ok: true, value: { result: 'installed' } });
    expect(ownFiles(machine)).toEqual([...setting.files, token].sort());
    expect(machine.text(token)).toBe('T0ken\n');
    expect([modeOf(machine, token), modeOf(machine, token.replace(/\/token$/, ''))]).toEqual([
      '600',
      setting.service.scope === 'user' ? '700' : '755',
    ]);
    expect(await observe(placeOf(setting), machine.effects, { probe: false })).toMatchObject({
      installed: true,
      running: true,
    });

    const before = machine.called.length;
    expect(await install(setting, machine)).toMatchObject({ ok: true, value: { result: 'unchanged', steps: [] } });
    const checks = machine.called.slice(before);
    expect(checks.filter((line) => /restart|bootstrap|\/create|YES|crontab -$| enable$| start$/.test(line))).toEqual(
      [],
    );

    expect(await uninstall(setting, machine)).toMatchObject({ ok: true, value: { result: 'removed' } });
    expect(ownFiles(machine)).toEqual([]);
    expect(machine.effects.exists(token.replace(/\/token$/, ''))).toBe(false);
    expect(await uninstall(setting, machine)).toMatchObject({ ok: true, value: { result: 'absent' } });
  },
);

test.for(settings)('$kind: no file but the one that is 0600 holds the token', async (setting, { machine }) => {
  await install(setting, machine);
  for (const path of ownFiles(machine)) {
    const bytes = Buffer.from(machine.effects.read(path) ?? []);
    const shows = bytes.includes('T0ken') || bytes.includes(Buffer.from('T0ken', 'utf16le'));
    expect({ path, shows }).toEqual({ path, shows: path === setting.service.tokenFile?.path });
  }
});

test.for(settings)('$kind: a dry run tells all and does nothing', async (setting, { machine }) => {
  const planned = await install(setting, machine, 'T0ken', true);
  expect(planned).toMatchObject({ ok: true, value: { result: 'planned' } });
  expect(ownFiles(machine)).toEqual([]);
  const done = await install(setting, machine);
  expect(planned.ok && done.ok && planned.value.steps).toEqual(done.ok && done.value.steps);

  const removal = await uninstall(setting, machine, true);
  expect(removal).toMatchObject({ ok: true, value: { result: 'planned' } });
  expect(ownFiles(machine)).not.toEqual([]);
});

test.for(settings.filter(({ files }) => !files.includes('/crontab')))(
  '$kind: a file that somebody else wrote stays as it is',
  async (setting, { machine }) => {
    const [path = ''] = setting.files;
    machine.put(path, 'by hand\n');
    expect(await install(setting, machine)).toMatchObject({
      ok: false,
      failure: { code: 'config', message: expect.stringContaining(path) },
    });
    expect(await uninstall(setting, machine)).toMatchObject({ ok: true, value: { result: 'absent' } });
    expect(ownFiles(machine)).toEqual([path]);
    expect(machine.text(path)).toBe('by hand\n');
  },
);

test.for(settings)('$kind: other words replace the ones before, and it starts anew', async (setting, { machine }) => {
  await install(setting, machine);
  const other = { ...setting, service: { ...setting.service, words: ['other.dynv6.net'] } };
  expect(await install(other, machine)).toMatchObject({ ok: true, value: { result: 'changed' } });
  const [definition = ''] = [...setting.files].sort(
    (one, two) =>
      Number(one.includes('hotplug') || one.endsWith('timer')) -
      Number(two.includes('hotplug') || two.endsWith('timer')),
  );
  const text = machine.text(definition).replaceAll('\0', '');
  expect(text).toContain('other.dynv6.net');
  expect(text).not.toContain('example.dynv6.net');
  expect(await observe(placeOf(setting), machine.effects, { probe: false })).toMatchObject({ running: true });
});

test('from the watcher to a timer and back, nothing of the other stays', async ({ machine }) => {
  const watcher = { kind: 'systemd', service: plain } as const;
  const timer = { kind: 'systemd', service: { ...plain, period: 300_000 } } as const;
  await install(watcher, machine);
  await install(timer, machine);
  expect(machine.called).toContain('systemctl disable --now dynv6.service');
  expect(ownFiles(machine)).toContain('/etc/systemd/system/dynv6.timer');
  await install(watcher, machine);
  expect(machine.called).toContain('systemctl disable --now dynv6.timer dynv6.service');
  expect(ownFiles(machine)).not.toContain('/etc/systemd/system/dynv6.timer');
});

test('a service that was stopped by hand is started again', async ({ machine }) => {
  const setting = { kind: 'systemd', service: plain } as const;
  await install(setting, machine);
  await machine.effects.run({ file: 'systemctl', words: ['stop', 'dynv6.service'] });
  expect(await install(setting, machine)).toMatchObject({ ok: true, value: { result: 'changed' } });
  expect(machine.called.at(-1)).toBe('systemctl restart dynv6.service');
});

const system = { kind: 'systemd', service: plain } as const;

test('a token file of the user is neither overwritten nor removed', async ({ machine }) => {
  machine.put('/etc/dynv6/token', 'another\n', 0o600);
  expect(await install(system, machine)).toMatchObject({
    ok: false,
    failure: { code: 'config', advice: expect.stringContaining('--token-file') },
  });
  machine.put('/etc/dynv6/token', 'T0ken\n', 0o600);
  expect(await install(system, machine)).toMatchObject({ ok: true, value: { result: 'installed' } });
  await uninstall(system, machine);
  expect(machine.text('/etc/dynv6/token')).toBe('T0ken\n');
});

test('a token that is named by its file is referred to, and stays when the service goes', async ({ machine }) => {
  machine.put('/srv/secrets/dynv6', 'T0ken\n', 0o600);
  const setting = { kind: 'cron', service: { ...plain, tokenFile: closed('/srv/secrets/dynv6') } } as const;
  await install(setting, machine, null);
  expect(machine.text('/etc/cron.d/dynv6')).toContain('--token-file /srv/secrets/dynv6');
  await uninstall(setting, machine);
  expect(ownFiles(machine)).toEqual(['/srv/secrets/dynv6']);
});

test('another token takes the place of the one that install wrote, and the service starts anew', async ({
  machine,
}) => {
  await install(system, machine);
  const before = machine.called.length;
  expect(await install(system, machine, 'An0ther')).toMatchObject({ ok: true, value: { result: 'changed' } });
  expect(machine.text('/etc/dynv6/token')).toBe('An0ther\n');
  expect(machine.called.slice(before)).toContain('systemctl restart dynv6.service');
});

test('the token that install wrote is kept when it is installed again without one', async ({ machine }) => {
  await install(system, machine);
  expect(await install({ ...system, service: { ...plain, words: ['other.dynv6.net'] } }, machine, null)).toMatchObject({
    ok: true,
  });
  await uninstall(system, machine);
  expect(ownFiles(machine)).toEqual([]);
});

test('a token file that install wrote goes when another one is named', async ({ machine }) => {
  await install(system, machine);
  machine.put('/srv/token', 'T0ken\n', 0o600);
  await install({ ...system, service: { ...plain, tokenFile: closed('/srv/token') } }, machine, null);
  expect(ownFiles(machine)).toEqual(['/etc/systemd/system/dynv6.service', '/srv/token']);
});

test('a token file that others can read becomes one that they cannot', async ({ machine }) => {
  await install(system, machine);
  machine.put('/etc/dynv6/token', 'T0ken\n');
  machine.effects.write('/etc/dynv6/token', Buffer.from('T0ken\n'), { mode: 0o644, folderMode: 0o755 });
  await install(system, machine);
  expect(modeOf(machine, '/etc/dynv6/token')).toBe('600');
});

test('what else is in the folder of the token stays', async ({ machine }) => {
  await install(system, machine);
  machine.put('/etc/dynv6/config.json', '{}');
  await uninstall(system, machine);
  expect(ownFiles(machine)).toEqual(['/etc/dynv6/config.json']);
});

test('what systemd made for the service goes with it', async ({ machine }) => {
  await install(system, machine);
  machine.put('/var/lib/private/dynv6/cache.json', '{}');
  await uninstall(system, machine);
  expect(ownFiles(machine)).toEqual([]);
});

test('the rest of a crontab stays as it was', async ({ machine }) => {
  const setting = { kind: 'cron', service: personal } as const;
  await machine.effects.run({ file: 'crontab', words: ['-'], stdin: 'MAILTO=ann\n5 4 * * * true\n' });
  await install(setting, machine);
  expect(machine.text('/crontab')).toMatch(/^MAILTO=ann\n5 4 \* \* \* true\n# Written by "dynv6 service install"/);
  await uninstall(setting, machine);
  expect(machine.text('/crontab')).toBe('MAILTO=ann\n5 4 * * * true\n');
});

test.for([
  { kind: 'systemd', service: plain, tool: 'systemctl' },
  { kind: 'launchd', service: plain, tool: 'launchctl' },
  { kind: 'cron', service: personal, tool: 'crontab' },
  { kind: 'task-scheduler', service: personal, tool: 'schtasks' },
] as const)(
  '$kind: where there is no $tool, nothing is written, and the message says so',
  async ({ tool, ...setting }, { machine }) => {
    machine.takeAway(tool);
    expect(await install(setting, machine)).toMatchObject({
      ok: false,
      failure: { code: 'usage', message: expect.stringContaining(tool) },
    });
    expect(ownFiles(machine)).toEqual([]);
  },
);

test.for([
  { kind: 'openwrt-procd', sign: '/etc/rc.common' },
  { kind: 'freebsd-rc', sign: '/etc/rc.subr' },
  { kind: 'cron', sign: '/etc/cron.d' },
] as const)('$kind: without $sign this is another system', async ({ kind, sign }, { machine }) => {
  machine.effects.remove(sign);
  expect(await install({ kind, service: plain }, machine)).toMatchObject({
    ok: false,
    failure: { message: expect.stringContaining(sign) },
  });
  expect(ownFiles(machine)).toEqual([]);
});

test('a command that fails ends it there, in its own words, with the way back', async ({ machine }) => {
  machine.breakCommand('systemctl enable', 'Failed to connect to bus:\n No medium found');
  expect(await install(system, machine)).toEqual({
    ok: false,
    failure: {
      code: 'config',
      message: 'systemctl enable dynv6.service failed: Failed to connect to bus: No medium found',
      advice: expect.stringContaining('dynv6 service uninstall'),
    },
  });
  expect(machine.called).not.toContain('systemctl restart dynv6.service');
  await uninstall(system, machine);
  expect(ownFiles(machine)).toEqual([]);
});

test('what cannot be written is named, with the reason', async ({ machine }) => {
  machine.put('/etc/systemd', 'a file where the folder should be');
  expect(await install(system, machine)).toMatchObject({
    ok: false,
    failure: {
      code: 'config',
      message: expect.stringMatching(/^\/etc\/systemd\/system\/dynv6.service cannot be written \(E/),
    },
  });
});
