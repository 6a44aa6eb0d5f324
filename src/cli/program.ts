import { Command } from 'commander';
import type { World } from '../pipeline/world.ts';
import { version } from '../version.ts';
import { addCommands } from './commands.ts';
import { addOptions } from './options.ts';
import type { Terminal } from './terminal.ts';
import { updateCommand } from './update.ts';

/** The whole command line. Each command's action imports what only it needs. */
export function makeProgram(world: World, terminal: Terminal): Command {
  const root = new Command('dynv6');
  root
    .description('Keeps a dynv6.com zone pointing at this machine.')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.writeOut(text),
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(terminal.columns, 110),
    });
  addOptions(root);
  updateCommand(root, world, terminal);
  addCommands(root, world, terminal);
  return root;
}
