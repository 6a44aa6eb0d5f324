import type { Command } from 'commander';
import type { World } from '../pipeline/world.ts';
import type { Terminal } from './terminal.ts';

/** `dynv6 records list|set|add|delete|apply`: manages a zone's records. */
export function recordsCommand(root: Command, world: World, terminal: Terminal): void {
  const records = root
    .command('records')
    .description('list and change the records of a zone (by REST; set, add and delete also by DNS UPDATE and SSH)')
    .usage('list|set|add|delete|apply <zone> …');
  const actions = () => import('./records-actions.ts');

  records
    .command('list <zone>')
    .description('show every record of the zone')
    .action(async (zone: string, _options: unknown, command: Command) =>
      (await actions()).listRecords(zone, command, world, terminal),
    );
  for (const [kind, description] of [
    ['set', 'make this the only record of its name and type'],
    ['add', 'add a record beside others of its name and type'],
  ] as const) {
    records
      .command(`${kind} <zone> <name> <type> [data...]`)
      .description(`${description}; A and AAAA without data follow the zone's address`)
      .action(async (zone: string, name: string, type: string, data: string[], _options: unknown, command: Command) =>
        (await actions()).editRecords({ kind, zone, name, type, data }, command, world, terminal),
      );
  }
  records
    .command('delete <zone> <name> <type> [data...]')
    .description('delete the records of this name and type, or only the one with this data')
    .option('--yes', 'do not ask')
    .action(async (zone: string, name: string, type: string, data: string[], _options: unknown, command: Command) =>
      (await actions()).editRecords({ kind: 'delete', zone, name, type, data }, command, world, terminal),
    );
  records
    .command('apply <zone> <file>')
    .description('make the zone hold the records of a JSON file')
    .option('--prune', 'delete the records that the file does not have')
    .option('--yes', 'do not ask before deleting')
    .action(async (zone: string, file: string, options: { readonly prune?: boolean }, command: Command) => {
      const prune = options.prune === true;
      await (await actions()).editRecords({ kind: 'apply', zone, file, prune }, command, world, terminal);
    });
}
