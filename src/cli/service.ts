import type { Command } from 'commander';
import type { World } from '../pipeline/world.ts';
import type { Terminal } from './terminal.ts';

/** `dynv6 service install|uninstall|status|print`: keeps zones up to date by what the system starts by itself. */
export function serviceCommand(root: Command, world: World, terminal: Terminal): void {
  const service = root
    .command('service')
    .description('install dynv6 as a service: systemd, cron, launchd, task-scheduler, freebsd-rc, openwrt-procd')
    .usage('install|uninstall|status|print [kind] [zone] [device]');
  const actions = () => import('./service-actions.ts');
  const user = ['--user', 'of this user alone, not of the whole system'] as const;
  const timer = ['--timer [duration]', 'one update every so often instead of the watcher; default: 5m'] as const;

  service
    .command('install [kind] [zone] [device]')
    .description('write what the system needs to keep the zone up to date, and start it')
    .option(...user)
    .option(...timer)
    .action(async (...[kind, zone, device, , command]: Asked) =>
      (await actions()).install({ words: [kind, zone, device], command }, world, terminal),
    );
  service
    .command('uninstall [kind]')
    .description('take back everything that install wrote')
    .option(...user)
    .action(async (kind: string | undefined, _options: unknown, command: Command) =>
      (await actions()).uninstall({ words: [kind], command }, world, terminal),
    );
  service
    .command('status [kind]')
    .description('tell whether it is installed and running')
    .option(...user)
    .action(async (kind: string | undefined, _options: unknown, command: Command) =>
      (await actions()).showState({ words: [kind], command }, world, terminal),
    );
  service
    .command('print [kind] [zone] [device]')
    .description('write to standard output what install would write into files')
    .option(...user)
    .option(...timer)
    .action(async (...[kind, zone, device, , command]: Asked) =>
      (await actions()).print({ words: [kind, zone, device], command }, world, terminal),
    );
}

type Word = string | undefined;
type Asked = [kind: Word, zone: Word, device: Word, options: unknown, command: Command];
