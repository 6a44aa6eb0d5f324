import type { Channel } from '../channels/channel.ts';
import { exitCodes, type Failure } from '../failure.ts';
import type { Outcome } from '../outcome.ts';
import { isRemembered } from '../plan/refusal.ts';
import type { Acceptance, Update } from '../update.ts';
import { afterAcceptance, afterFailure, type Memory } from './memory.ts';

/**
 * Sends the updates of one zone, each by itself: what one family's failure leaves undone must not undo the other's
 * success. Each answer is remembered before the next update goes out.
 */
export async function publishAll(
  updates: readonly Update[],
  channel: Channel,
  memory: Memory,
  signal: AbortSignal,
): Promise<Pick<Outcome, 'result' | 'response' | 'failure'>> {
  const acceptances: Acceptance[] = [];
  const failures: Failure[] = [];
  for (const update of updates) {
    if (failures.some(isFinal)) break;
    const answer = await channel.publish(update, signal);
    const now = memory.now();
    if (answer.ok) {
      acceptances.push(answer.value);
      await memory.remember((before) => afterAcceptance(before, update.values, answer.value, now));
    } else {
      failures.push(answer.failure);
      if (!isRemembered(answer.failure)) continue;
      const tokenHash = await memory.tokenHash();
      await memory.remember((before) => afterFailure(before, answer.failure, tokenHash, now));
    }
  }
  return {
    result:
      failures.length > 0
        ? 'failed'
        : acceptances.some(({ outcome }) => outcome === 'updated')
          ? 'updated'
          : 'unchanged',
    response: [...new Set(acceptances.map(({ response }) => response))].join('; ') || null,
    failure: failures[0] ?? null,
  };
}

/** A refused token or an unknown zone is refused for the next update, too. */
function isFinal({ code }: Failure): boolean {
  return exitCodes[code] === exitCodes['token-rejected'] || exitCodes[code] === exitCodes['zone-unknown'];
}
