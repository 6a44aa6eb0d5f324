import type { Command } from 'commander';
import type { World } from '../pipeline/world.ts';
import type { Terminal } from './terminal.ts';

/** `dynv6 zones list|show|add|delete`: manages zones by the REST API. */
export function zonesCommand(root: Command, world: World, terminal: Terminal): void {
  const zones = root
    .command('zones')
    .description('list, show, add and delete zones (by REST)')
    .usage('list|show|add|delete [zone]');
  const actions = () => import('./zones-actions.ts');

  zones
    .command('list')
    .description('show every zone that the token opens')
    .action(async (_options: unknown, command: Command) => (await actions()).listZones(command, world, terminal));
  zones
    .command('show <zone>')
    .description('show one zone')
    .action(async (zone: string, _options: unknown, command: Command) =>
      (await actions()).showZone(zone, command, world, terminal),
    );
  zones
    .command('add <zone>')
    .description('register a zone, with the addresses that --ipv4, --ipv6 and --prefix give, if any')
    .action(async (zone: string, _options: unknown, command: Command) =>
      (await actions()).addZone(zone, command, world, terminal),
    );
  zones
    .command('delete <zone>')
    .description('delete a zone with all its records')
    .option('--yes', 'do not ask')
    .action(async (zone: string, _options: unknown, command: Command) =>
      (await actions()).deleteZone(zone, command, world, terminal),
    );
}
