import type { Failure } from '../failure.ts';

/** What a question that timed out means: unlike after an update, nothing is left unsure. */
export function unhurried(failure: Failure): Failure {
  if (failure.code !== 'timeout') return failure;
  const message = failure.message.replace(/: the update could not be confirmed$/, '');
  return { ...failure, message, advice: 'Check the network; --timeout gives more time' };
}
