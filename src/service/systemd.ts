import { posix } from 'node:path';
import type { Failure } from '../failure.ts';
import { ok, type Result } from '../result.ts';
import type { Command, Definition, Owner, Place, Scope, Service, Supervisor } from './service.ts';
import { reachOf } from './systemd-reach.ts';
import { stateFolder, systemUnit, timerUnit, userUnit } from './systemd-unit.ts';

const serviceUnit = 'dynv6.service';
const timer = 'dynv6.timer';

/** systemd: the watcher as a service, or a timer that starts one update each time. */
export const systemd: Supervisor = {
  place(scope, owner) {
    const folder = unitFolder(scope, owner);
    return folder === null ? null : placeIn(folder, scope);
  },
  define(service) {
    const folder = unitFolder(service.scope, service.owner) ?? '';
    const unit = unitFor(service);
    if (!unit.ok) return unit;
    return ok(definition(service, folder, unit.value));
  },
};

function definition(service: Service, folder: string, unit: string): Definition {
  const control = systemctl(service.scope);
  const main = service.period === null ? serviceUnit : timer;
  const units = [
    [serviceUnit, unit] as const,
    ...(service.period === null ? [] : [[timer, timerUnit(service)] as const]),
  ];
  const user = service.scope === 'user' ? ' --user' : '';
  return {
    parts: units.map(([name, content]) => ({ path: posix.join(folder, name), content, mode: 0o644 })),
    start: [control('daemon-reload'), control('enable', main), control('restart', main)],
    hints: [
      `"systemctl${user} status dynv6" shows it, "journalctl${user} -u dynv6" what it says`,
      ...(service.scope === 'user' ? ['It runs while you are logged in; always, after "loginctl enable-linger"'] : []),
      ...(service.scope === 'system'
        ? [`It remembers in /var/lib/${stateFolder}: "dynv6 status --cache-dir /var/lib/${stateFolder}" looks there`]
        : []),
    ],
  };
}

function unitFor(service: Service): Result<string, Failure> {
  if (service.scope === 'user') return ok(userUnit(service));
  const reach = reachOf(service);
  return reach.ok ? ok(systemUnit(service, reach.value)) : reach;
}

function unitFolder(scope: Scope, { settingsFolder }: Owner): string | null {
  if (scope === 'system') return '/etc/systemd/system';
  return settingsFolder === null ? null : posix.join(posix.dirname(settingsFolder), 'systemd', 'user');
}

function placeIn(folder: string, scope: Scope): Place {
  const control = systemctl(scope);
  const mainOf = (files: readonly string[]) =>
    [timer, serviceUnit].find((unit) => files.includes(posix.join(folder, unit))) ?? serviceUnit;
  return {
    files: [serviceUnit, timer].map((unit) => posix.join(folder, unit)),
    crontab: false,
    tool: 'systemctl',
    sign: null,
    checks: (files) => [
      control('is-enabled', '--quiet', mainOf(files)),
      control('is-active', '--quiet', mainOf(files)),
    ],
    stop: (files) => [
      { ...control('disable', '--now', ...files.map((file) => posix.basename(file)).toReversed()), mayFail: true },
    ],
    forget: [
      { ...control('daemon-reload'), mayFail: true },
      { ...control('reset-failed', serviceUnit), mayFail: true },
    ],
    leftovers: scope === 'system' ? [`/var/lib/${stateFolder}`, `/var/lib/private/${stateFolder}`] : [],
  };
}

function systemctl(scope: Scope): (...words: readonly string[]) => Command {
  const manager = scope === 'user' ? ['--user'] : [];
  return (...words) => ({ file: 'systemctl', words: [...manager, ...words] });
}
