import type { Command } from 'commander';
import type { World } from '../pipeline/world.ts';
import { typedBy } from './say.ts';
import type { Terminal } from './terminal.ts';

const manual = `
Nothing is changed. The channel that an update would take, which --via names, has a star; the exit code is 0 when it
would work. The Update API and dyndns2 can be asked nothing that changes nothing: it is tried whether their server can
be reached, and REST is asked whether the same token opens the zone. By DNS UPDATE an update without any change is
sent, and by SSH the list of zones is asked for.
`;

/** `dynv6 check [zone] [device]`: tries everything without changing anything, and says what is missing. */
export function checkCommand(root: Command, world: World, terminal: Terminal): void {
  root
    .command('check [zone] [device]')
    .description('try every way into the service without changing anything, and say what is missing')
    .addHelpText('after', manual)
    .action(async (zone: string | undefined, device: string | undefined, _options: unknown, command: Command) => {
      const { showCheck } = await import('./check-action.ts');
      await showCheck(typedBy(command, terminal, zone ?? null, device ?? null), world, terminal);
    });
}
