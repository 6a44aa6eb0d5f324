import type { Failure } from '../failure.ts';

/** What a failure of the network means for a question: unlike after an update nothing is unsure, and no run follows. */
export function ofAQuestion(failure: Failure): Failure {
  const { code, message, advice } = failure;
  if (code === 'network')
    return advice === undefined ? failure : { ...failure, advice: advice.replace(/;.*next run.*/, '') };
  if (code !== 'timeout') return failure;
  return {
    ...failure,
    message: message.replace(/: the update could not be confirmed$/, ''),
    advice: 'Check the network; --timeout gives more time',
  };
}
