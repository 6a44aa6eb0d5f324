import { Command } from 'commander';
import type { World } from '../pipeline/world.ts';
import { version } from '../version.ts';
import { addOptions } from './options.ts';
import type { Terminal } from './terminal.ts';
import { updateCommand } from './update.ts';

/** The command line, with all of its commands where these words may name one. */
export async function makeProgram(words: readonly string[], world: World, terminal: Terminal): Promise<Command> {
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
  if (words.some(asksForMore)) {
    const { addCommands } = await import('./commands.ts');
    addCommands(root, world, terminal);
  }
  return root;
}

/** What is neither an option nor a zone, which has a dot, may be a command; the help names them all. */
function asksForMore(word: string): boolean {
  return word.startsWith('-') ? /^(--help$|-\w*h)/.test(word) : !word.includes('.');
}
