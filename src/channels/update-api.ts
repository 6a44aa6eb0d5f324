import type { Failure } from '../failure.ts';
import type { Family } from '../machine.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import { type Acceptance, fields, type Update } from '../update.ts';
import type { Channel } from './channel.ts';
import type { HttpAnswer, HttpRequest, Send } from './http.ts';
import { excerpt, isHtml, statusFailure, tokenRejected, zoneUnknown } from './http-status.ts';

export interface UpdateApiOptions {
  readonly server: URL;
  readonly token: Secret;
  readonly send: Send;
  readonly now: () => number;
}

/** dynv6's HTTP Update API: one GET for each update. https://dynv6.com/docs/apis */
export function updateApi({ server, token, send, now }: UpdateApiOptions): Channel {
  return {
    async publish(update, signal) {
      const request = requestFor(update, server, token);
      const answer = await send(request, signal);
      return answer.ok ? readAnswer(answer.value, request.url.host, token, now()) : answer;
    },
  };
}

/** The names of the service that are reachable over one family only. */
const singleFamilyHosts: Readonly<Record<Family, string>> = { ipv4: 'ipv4.dynv6.com', ipv6: 'ipv6.dynv6.com' };

/** The server to ask where the request has to leave over that family. */
export function serverOver(over: Update['over'], server: URL): URL {
  const url = new URL(server);
  if (over !== 'any' && url.hostname === 'dynv6.com') url.hostname = singleFamilyHosts[over];
  return url;
}

export function requestFor({ zone, values, over, from }: Update, server: URL, token: Secret): HttpRequest {
  const url = serverOver(over, server);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/api/update`;
  url.searchParams.set('zone', zone);
  url.searchParams.set('token', token.reveal());
  for (const field of fields) {
    const value = values[field];
    if (value !== undefined) url.searchParams.set(field, value);
  }
  return { method: 'GET', url, headers: { accept: 'text/plain' }, over, from };
}

/** Status first, words second, as the service's author asked for: he has reworded the answers before. */
export function readAnswer(answer: HttpAnswer, host: string, token: Secret, now: number): Result<Acceptance, Failure> {
  const words = sentence(answer);
  if (words !== null && /^invalid authentication token\b/i.test(words)) return fail(tokenRejected);
  if (words !== null && /^zone not found\b/i.test(words)) return fail(zoneUnknown);

  const failure = statusFailure(answer, host, now, [token]);
  if (failure !== null) return fail(failure);

  const outcome = words === null ? null : outcomeOf(words);
  if (words === null || outcome === null) return fail(foreign(answer, host, token));
  return ok({ outcome, response: excerpt(words, [token]) });
}

const longestSentence = 200;

/** The answer as one short line of plain text; null where it is anything else. */
function sentence(answer: HttpAnswer): string | null {
  const text = answer.body.replace(/^\ufeff/, '').trim();
  const plain = text !== '' && text.length <= longestSentence && !/[\p{Cc}<>{}]/u.test(text);
  return plain && !isHtml(answer) ? text : null;
}

/**
 * "addresses updated", "addresses unchanged", or another sentence about the addresses that ends in one of the two
 * words: a page that has the word somewhere is not the service's answer.
 */
function outcomeOf(words: string): Acceptance['outcome'] | null {
  const [, outcome] = /^(?:[a-z ,'-]*\s)?(updated|unchanged)\.?$/i.exec(words) ?? [];
  if (outcome === undefined || /\b(not|no|nothing|never|cannot|error|failed|invalid)\b/i.test(words)) return null;
  return outcome.toLowerCase() === 'updated' ? 'updated' : 'unchanged';
}

function foreign(answer: HttpAnswer, host: string, token: Secret): Failure {
  const words = excerpt(answer.body, [token]);
  const what = isHtml(answer) ? 'a web page' : words === '' ? 'nothing' : `"${words}"`;
  return {
    code: 'unexpected-answer',
    message: `${host} answered ${answer.status} with ${what}, which is not the service's answer; nothing is known to have changed`,
    advice: 'a captive portal or a proxy may stand in between: try again from another network, or check --server',
  };
}
