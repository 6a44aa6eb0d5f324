import type { Command } from 'commander';
import { nearest } from '../nearest.ts';
import type { World } from '../pipeline/world.ts';
import { runUpdate } from './run-update.ts';
import { refuse, typedBy } from './say.ts';
import type { Terminal } from './terminal.ts';

/** `dynv6 [zone] [device]`: one update of one zone, or of every zone of the config file. */
export function updateCommand(root: Command, world: World, terminal: Terminal): void {
  root
    .usage('[options] [zone] [device]\n       dynv6 <command> [options]')
    .argument('[zone]', 'the zone to update; without it, every zone of the config file')
    .argument('[device]', 'the network interface to look at; the same as --interface')
    .action(async (zone: string | undefined, device: string | undefined) => {
      const typed = typedBy(root, terminal, zone ?? null, device ?? null);
      const wrong = wordFailure(zone, root);
      if (wrong !== null) return refuse(wrong, terminal, typed);
      await runUpdate(typed, world, terminal);
    });
}

/** A word without a dot was meant for a command. */
function wordFailure(word: string | undefined, root: Command) {
  if (word === undefined || /[.\s]/.test(word) || word.length > 63 || !/^[\x20-\x7e]+$/.test(word)) return null;
  const names = root
    .createHelp()
    .visibleCommands(root)
    .map((command) => command.name());
  const near = nearest(word, names);
  return [
    {
      code: 'usage' as const,
      message: `"${word}" is neither a zone, which has a dot, nor a command`,
      advice: near === null ? `The commands are ${names.join(', ')}` : `Did you mean "dynv6 ${near}"?`,
    },
  ];
}
