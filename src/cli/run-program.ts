import { CommanderError } from 'commander';
import type { Failure } from '../failure.ts';
import type { World } from '../pipeline/world.ts';
import { shieldChallenge } from './challenge-words.ts';
import { makeProgram } from './program.ts';
import { refuse } from './say.ts';
import type { Terminal } from './terminal.ts';

/** Runs the command line to its end. Every path ends in an exit code; only a bug comes by `catch`. */
export async function runProgram(words: readonly string[], world: World, terminal: Terminal): Promise<void> {
  const manner = {
    json: words.includes('--json'),
    quiet: false,
    verbose: words.some((word) => word === '--verbose' || /^-[a-z]*v/.test(word)),
  };
  try {
    const program = await makeProgram(words, world, terminal);
    await program.parseAsync(shieldChallenge(words), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode !== 0) refuse([usage(error)], terminal, manner);
      return;
    }
    const failure: Failure = {
      code: 'internal',
      message: `a fault of dynv6 itself: ${error instanceof Error ? error.message : String(error)}`,
      advice: 'Please report it, with what --verbose says',
      cause: error,
    };
    refuse([failure], terminal, manner);
  }
}

function usage({ code, message }: CommanderError): Failure {
  // A command that needs a second word, alone.
  if (code === 'commander.help')
    return { code: 'usage', message: 'a word is missing', advice: '"dynv6 help COMMAND" shows which there are' };
  const [first = '', hint = ''] = message.replace(/^error: /, '').split('\n');
  const suggestion = /\(Did you mean (.*)\?\)/.exec(hint)?.[1];
  return {
    code: 'usage',
    message: first,
    advice: suggestion === undefined ? '"dynv6 --help" shows what there is' : `Did you mean ${suggestion}?`,
  };
}
