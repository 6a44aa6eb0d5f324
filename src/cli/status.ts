import type { Command } from 'commander';
import type { World } from '../pipeline/world.ts';
import { typedBy } from './say.ts';
import type { Terminal } from './terminal.ts';

/** `dynv6 status [zone]`: what was published, what this machine has now, and what every name server says. */
export function statusCommand(root: Command, world: World, terminal: Terminal): void {
  root
    .command('status [zone]')
    .description('show what was published, and what every authoritative name server of the zone says')
    .option('--resolver <host[:port]>', "the resolver that knows the zone's name servers; default: the system's")
    .action(async (zone: string | undefined, { resolver }: { readonly resolver?: string }, command: Command) => {
      const { showStatus } = await import('./status-action.ts');
      await showStatus(typedBy(command, terminal, zone ?? null), resolver ?? null, world, terminal);
    });
}
