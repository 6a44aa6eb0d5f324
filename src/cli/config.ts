import type { Command } from 'commander';
import type { World } from '../pipeline/world.ts';
import { typedBy } from './say.ts';
import type { Terminal } from './terminal.ts';

/** `dynv6 config check|path|show|schema`: looks after the config file; sends nothing. */
export function configCommand(root: Command, world: World, terminal: Terminal): void {
  const config = root.command('config').description('look after the config file').usage('check|path|show|schema');
  const actions = () => import('./config-actions.ts');

  config
    .command('check [zone]')
    .description('check the settings of every zone, and say what is wrong')
    .action(async (zone: string | undefined, _options: unknown, command: Command) => {
      (await actions()).checkConfig(typedBy(command, terminal, zone ?? null), world, terminal);
    });

  config
    .command('path')
    .description('show where the config file is, or where it would be')
    .action(async (_options: unknown, command: Command) => {
      (await actions()).showPath(typedBy(command, terminal), world, terminal);
    });

  config
    .command('show [zone]')
    .description('show every setting of every zone and where it comes from')
    .action(async (zone: string | undefined, _options: unknown, command: Command) => {
      (await actions()).showConfig(typedBy(command, terminal, zone ?? null), world, terminal);
    });

  config
    .command('schema')
    .description('show the JSON Schema of the config file, for editors')
    .action(async () => (await actions()).showSchema(terminal));
}
