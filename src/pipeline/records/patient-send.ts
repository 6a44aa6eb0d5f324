import type { HttpAnswer, HttpRequest, Send } from '../../channels/http.ts';
import { parseRetryAfter } from '../../channels/http-status.ts';
import type { Failure } from '../../failure.ts';
import type { Result } from '../../result.ts';
import { pauseBefore, type RetryEffects } from '../retry.ts';

export interface PatientSendEffects extends RetryEffects {
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * The same transport, patient with what may pass. A request that adds or deletes is repeated only where the service
 * said that it did not take it: sent twice, it would make two records of one.
 */
export function patientSend(send: Send, retries: number, effects: PatientSendEffects): Send {
  return async (request, signal) => {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await send(request, signal);
      const failure = passing(answer, request, effects.now());
      if (failure === null || attempt >= retries || signal.aborted) return answer;
      const pause = pauseBefore(failure, attempt, effects.random());
      if (pause === null) return answer;
      await effects.sleep(pause, signal);
    }
  };
}

/** What stands in the way of a request that may be sent again; null where it may not. */
function passing(answer: Result<HttpAnswer, Failure>, { method }: HttpRequest, now: number): Failure | null {
  const repeatable = method === 'GET' || method === 'PATCH';
  if (!answer.ok) return repeatable ? answer.failure : null;
  const { status, retryAfter } = answer.value;
  const refused = status === 429 || status === 503;
  if (!refused && !(repeatable && status >= 500)) return null;
  const pause = parseRetryAfter(retryAfter, now);
  return { code: 'unavailable', message: '', ...(pause === undefined ? {} : { retryAfter: pause }) };
}
