import type { Failure } from '../failure.ts';
import type { World } from '../pipeline/world.ts';
import { runUpdate } from './run-update.ts';
import { refuse, typedWith } from './say.ts';
import type { Terminal } from './terminal.ts';
import { readUpdateWords } from './update-words.ts';

/** Runs the command line to its end. Every path ends in an exit code; only a bug comes by `catch`. */
export async function runProgram(words: readonly string[], world: World, terminal: Terminal): Promise<void> {
  const manner = {
    json: words.includes('--json'),
    quiet: false,
    verbose: words.some((word) => word === '--verbose' || /^-[a-z]*v/.test(word)),
  };
  try {
    const update = readUpdateWords(words);
    if (update === null) {
      const { runCommands } = await import('./run-commands.ts');
      await runCommands(words, manner, world, terminal);
    } else {
      await runUpdate(typedWith(update, terminal), world, terminal);
    }
  } catch (error) {
    const failure: Failure = {
      code: 'internal',
      message: `a fault of dynv6 itself: ${error instanceof Error ? error.message : String(error)}`,
      advice: 'Please report it, with what --verbose says',
      cause: error,
    };
    refuse([failure], terminal, manner);
  }
}
