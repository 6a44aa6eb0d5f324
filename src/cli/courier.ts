import type { Command } from 'commander';
import type { World } from '../pipeline/world.ts';
import { refuse, typedBy } from './say.ts';
import type { Terminal } from './terminal.ts';

/** Not for people: what the watcher starts to carry its requests. */
export function courierCommand(root: Command, world: World, terminal: Terminal): void {
  root
    .command('courier', { hidden: true })
    .description('carry the requests of a watcher')
    .action(async (_options: unknown, command: Command) => {
      const { send } = process;
      if (send === undefined) return refuse([notForPeople], terminal, typedBy(command, terminal));
      const { serveCourier } = await import('../courier/serve.ts');
      const channels = world.openChannels(() => undefined);
      const sender = { on: process.on.bind(process), send: send.bind(process) };
      await serveCourier(sender, channels.sender);
      await channels.close();
    });
}

const notForPeople = {
  code: 'usage',
  message: '"courier" is started by "dynv6 watch" alone',
} as const;
