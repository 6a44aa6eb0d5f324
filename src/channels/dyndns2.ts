import { isIP } from 'node:net';
import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import type { Acceptance, Update } from '../update.ts';
import type { Channel } from './channel.ts';
import type { HttpAnswer, HttpRequest, Send } from './http.ts';
import { excerpt, isHtml, parseRetryAfter, statusFailure, tokenRejected, zoneUnknown } from './http-status.ts';

const anHour = 3_600_000;

/** dynv6's imitation of the DynDNS protocol: one GET, which can only carry the zone's IPv4 address. */
export function dyndns2(options: {
  readonly server: URL;
  readonly token: Secret;
  readonly send: Send;
  /** Milliseconds since the epoch; what a `Retry-After` date is counted from. */
  readonly now: () => number;
}): Channel {
  const { server, token, send, now } = options;
  return {
    async publish(update, signal) {
      const request = requestFor(update, server, token);
      if (!request.ok) return request;
      const answer = await send(request.value, signal);
      return answer.ok ? readAnswer(answer.value, server.host, now(), token) : answer;
    },
  };
}

/**
 * `auto` leaves `myip` out, which the protocol defines as "the address that the request comes from", and holds the
 * connection to IPv4, so that it cannot be another family's. An empty `myip` stores that address as well, but is also
 * what a script sends by mistake when it has found none: it is never written. The host stays the same, for only the
 * Update API is known to stand on the names that are reachable over one family.
 */
export function requestFor({ zone, values, from }: Update, server: URL, token: Secret): Result<HttpRequest, Failure> {
  const { ipv4, ...others } = values;
  // Without `myip` the service would take an address that nobody asked for.
  if (ipv4 === undefined || ipv4 === '' || ipv4 === '-' || Object.keys(others).length > 0) {
    return fail({
      code: 'usage',
      message: 'dyndns2 can only set an IPv4 address',
      advice: 'Use --via update-api for the rest',
    });
  }
  const auto = ipv4 === 'auto';
  const url = new URL(server);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/nic/update`;
  url.searchParams.set('hostname', zone);
  if (!auto) url.searchParams.set('myip', ipv4);
  const credentials = Buffer.from(`none:${token.reveal()}`, 'utf8').toString('base64');
  return ok({
    method: 'GET',
    url,
    headers: { authorization: `Basic ${credentials}` },
    over: auto ? 'ipv4' : 'any',
    from,
  });
}

/** What the protocol's refusals mean, the worst first: of several in one body the first of these counts. */
const refusals: ReadonlyMap<string, Failure> = new Map<string, Failure>([
  // Neither goes away until a person changes the account or the channel.
  ['!donator', { code: 'config', message: 'this account may not use dyndns2', advice: 'Use --via update-api' }],
  ['badagent', { code: 'config', message: 'this client may not use dyndns2', advice: 'Use --via update-api' }],
  ['badauth', tokenRejected],
  ['!yours', { code: 'zone-unknown', message: 'the zone belongs to another account' }],
  ['notfqdn', { code: 'zone-unknown', message: 'the service does not take this for the name of a zone' }],
  ['numhost', { code: 'zone-unknown', message: 'the service takes this for too many zones, or none' }],
  ['nohost', zoneUnknown],
  [
    'abuse',
    {
      code: 'rate-limited',
      message: 'the service has blocked updates of this zone for being too many',
      retryAfter: anHour,
    },
  ],
  ['dnserr', { code: 'unavailable', message: 'the service has trouble with its name servers' }],
  ['911', { code: 'unavailable', message: 'the service has trouble or is being maintained' }],
]);

/**
 * A refusal counts wherever it has a line of its own, whatever the status; a success only if nothing else stands in
 * the body, so that a page that greets with "good" is none.
 */
export function readAnswer(answer: HttpAnswer, host: string, now: number, token: Secret): Result<Acceptance, Failure> {
  const failure = statusFailure(answer, host, now, [token]);
  if (isHtml(answer) || notFromTheService(answer.status)) return fail(failure ?? foreign(host, 'a web page'));

  const lines = answer.body.split(/[\r\n]+/).flatMap(parseLine);
  const refusal = worst(lines);
  if (refusal !== undefined) return fail(withPause(refusal, parseRetryAfter(answer.retryAfter, now)));
  if (failure !== null) return fail(failure);

  const response = excerpt(answer.body, [token]);
  if (lines.length === 0 || !lines.every(isSuccess))
    return fail(foreign(host, response === '' ? 'nothing' : `"${response}"`));
  // The protocol's way to say that a request was thrown away, whatever the word before it.
  if (lines.some(({ rest }) => rest.some((address) => address.startsWith('127.')))) {
    return fail({
      code: 'unexpected-answer',
      message: `${host} answered "${response}": it took the request and stored nothing`,
    });
  }
  return ok({ outcome: lines.some(({ word }) => word === 'good') ? 'updated' : 'unchanged', response });
}

interface Line {
  readonly word: string;
  readonly rest: readonly string[];
}

function parseLine(text: string): readonly Line[] {
  const [word = '', ...rest] = text.trim().split(/[\s,]+/);
  return word === '' ? [] : [{ word: word.toLowerCase(), rest }];
}

/** A redirect, a proxy that asks for a password, a network that asks for a log-in. */
function notFromTheService(status: number): boolean {
  return status < 200 || (status >= 300 && status < 400) || status === 407 || status === 511;
}

function worst(lines: readonly Line[]): Failure | undefined {
  const words = new Set(lines.filter(({ rest }) => rest.length < 2).map(({ word }) => word));
  return [...refusals].find(([word]) => words.has(word))?.[1];
}

function isSuccess({ word, rest }: Line): boolean {
  return (word === 'good' || word === 'nochg') && rest.every((address) => isIP(address) !== 0);
}

function withPause(failure: Failure, retryAfter: number | undefined): Failure {
  const stopgap = failure.code === 'rate-limited' || failure.code === 'unavailable';
  return stopgap && retryAfter !== undefined ? { ...failure, retryAfter } : failure;
}

function foreign(host: string, words: string): Failure {
  return {
    code: 'unexpected-answer',
    message: `${host} answered ${words}, which is no answer of dyndns2`,
    advice: 'A captive portal or a proxy may stand in between: try again from another network, or check --server',
  };
}
