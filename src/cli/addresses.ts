import type { Command } from 'commander';
import type { World } from '../pipeline/world.ts';
import { typedBy } from './say.ts';
import type { Terminal } from './terminal.ts';

/** `dynv6 addresses`: what this machine has, what would be published, and why not the rest. */
export function addressesCommand(root: Command, world: World, terminal: Terminal): void {
  root
    .command('addresses [device]')
    .description('show every address of this machine, which would be published, and why not the rest')
    .action(async (device: string | undefined, _options: unknown, command: Command) => {
      const { showAddresses } = await import('./addresses-action.ts');
      await showAddresses(typedBy(command, terminal, null, device ?? null), world, terminal);
    });
}
