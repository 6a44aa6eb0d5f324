import type { Channel } from '../channels/channel.ts';
import type { Failure } from '../failure.ts';

export interface RetryEffects {
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

const firstPause = 500;
const longestPause = 30_000;
/** A run does not wait longer than this for the service to be ready again; milliseconds. */
const patience = 5000;

/** The same channel, patient with what may pass: the network, time-outs, a service that is down or asks for less. */
export function withRetries(channel: Channel, retries: number, { sleep, random }: RetryEffects): Channel {
  return {
    async publish(update, signal) {
      for (let attempt = 0; ; attempt += 1) {
        const answer = await channel.publish(update, signal);
        if (answer.ok || attempt >= retries || signal.aborted) return answer;
        const pause = pauseBefore(answer.failure, attempt, random());
        if (pause === null) return answer;
        await sleep(pause, signal);
      }
    },
  };
}

/** Milliseconds to wait before the next attempt, so spread that many clients do not come at once; null: do not try again. */
export function pauseBefore({ code, retryAfter }: Failure, attempt: number, random: number): number | null {
  if (code !== 'network' && code !== 'timeout' && code !== 'unavailable' && code !== 'rate-limited') return null;
  if (retryAfter !== undefined) return retryAfter <= patience ? retryAfter : null;
  const longest = Math.min(longestPause, firstPause * 2 ** attempt);
  return Math.round(longest / 2 + (longest / 2) * random);
}
