import type { Command } from 'commander';
import type { World } from '../pipeline/world.ts';
import { typedBy } from './say.ts';
import type { Terminal } from './terminal.ts';

const manual = `
The report is one JSON document, made to be attached to a bug report. Every address and network in it is invented; which
addresses share a network, and what is temporary, deprecated, private or public, stays true, so that the same choice
comes of it: DYNV6_MACHINE=FILE dynv6 addresses. MACs are left out. The names of network interfaces stay as they are:
look whether they tell more than you want to. Of settings there are only the names, never a value, a zone or a token.
`;

/** `dynv6 report`: a redacted picture of this machine. */
export function reportCommand(root: Command, world: World, terminal: Terminal): void {
  root
    .command('report')
    .description('show a picture of this machine for a bug report, with invented addresses')
    .addHelpText('after', manual)
    .action(async (_options: unknown, command: Command) => {
      const { showReport } = await import('./report-action.ts');
      await showReport(typedBy(command, terminal), world, terminal);
    });
}
