import { CommanderError } from 'commander';
import type { Failure } from '../failure.ts';
import type { World } from '../pipeline/world.ts';
import { shieldChallenge } from './challenge-words.ts';
import { makeProgram } from './program.ts';
import { type Manner, refuse } from './say.ts';
import type { Terminal } from './terminal.ts';

/** Runs what commander makes of the words. */
export async function runCommands(
  words: readonly string[],
  manner: Manner,
  world: World,
  terminal: Terminal,
): Promise<void> {
  try {
    await makeProgram(world, terminal).parseAsync(shieldChallenge(words), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) refuse([usage(error)], terminal, manner);
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
