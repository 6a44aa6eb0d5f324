import { exitCodes, type Failure } from '../failure.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

interface Steps {
  readonly first: number;
  readonly longest: number;
}

/** The longest are for what only a person can put right, and for what the next change of the machine will. */
const steps: Readonly<Record<(typeof exitCodes)[keyof typeof exitCodes], Steps>> = {
  [exitCodes.network]: { first: 2 * second, longest: 30 * second },
  [exitCodes.internal]: { first: 10 * second, longest: 5 * minute },
  [exitCodes['unexpected-answer']]: { first: 30 * second, longest: 5 * minute },
  [exitCodes['no-address']]: { first: 30 * second, longest: 5 * minute },
  [exitCodes.usage]: { first: 5 * minute, longest: hour },
  [exitCodes['zone-unknown']]: { first: hour, longest: hour },
  [exitCodes['token-rejected']]: { first: hour, longest: hour },
  [exitCodes.config]: { first: hour, longest: hour },
};

/** Who insists is not held back by what is remembered of the service's failures, and so has to be patient by itself. */
const insisting: Steps = { first: minute, longest: hour };

/**
 * Milliseconds until the next try after the `tries`-th failure in a row. What asks for patience gets it, for an hour at
 * most.
 */
export function backOff({ code, retryAfter = 0 }: Failure, tries: number, insist: boolean): number {
  const isAnswer = code === 'unavailable' || code === 'rate-limited';
  const { first, longest } = insist && isAnswer ? insisting : steps[exitCodes[code]];
  return Math.min(hour, Math.max(retryAfter, Math.min(longest, first * 2 ** (tries - 1))));
}
