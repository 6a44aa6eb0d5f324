import type { Failure } from '../failure.ts';
import { redactor } from '../redact.ts';
import type { Secret } from '../secret.ts';
import type { HttpAnswer } from './http.ts';

const longestExcerpt = 80;

const portal = 'A captive portal or a proxy may stand in between: try again from another network, or check --server';

/** The service's two refusals that every channel over HTTP knows, by a status or by a word. */
export const tokenRejected: Failure = {
  code: 'token-rejected',
  message: 'the service rejected the token',
  advice: 'Copy it again from dynv6.com/keys',
};
export const zoneUnknown: Failure = {
  code: 'zone-unknown',
  message: 'the service does not know this zone',
  advice: 'Check its spelling at dynv6.com/zones',
};

/**
 * The failure that an HTTP status tells by itself, whatever the words below it; null for 2xx, where the words decide.
 * `now` (milliseconds) is what a `Retry-After` date is counted from. The secrets are kept out of the excerpt of the body.
 */
export function statusFailure(
  answer: HttpAnswer,
  host: string,
  now: number,
  secrets: readonly Secret[] = [],
): Failure | null {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return redirected(answer, host);

  const pause = parseRetryAfter(answer.retryAfter, now);
  const later = pause === undefined ? {} : { retryAfter: pause };
  const words = excerpt(answer.body, secrets);
  const answered = `${host} answered ${status}${words === '' ? '' : `: "${words}"`}`;

  if (status === 401) return tokenRejected;
  if (status === 407) {
    return {
      code: 'config',
      message: `the proxy on the way to ${host} asks for a password`,
      advice: 'Put user and password into the proxy setting',
    };
  }
  // RFC 6585, section 6: the status of a network that wants its user to log in first.
  if (status === 511) {
    return {
      code: 'unexpected-answer',
      message: `the network asks for a log-in before it lets ${host} be reached (511)`,
      advice: portal,
    };
  }
  if (status === 429) return { code: 'rate-limited', message: `${host} asks to be called less often`, ...later };
  if (status === 408 || status === 425 || status >= 500) return { code: 'unavailable', message: answered, ...later };

  if (isHtml(answer)) return { code: 'unexpected-answer', message: `${answered} with a web page`, advice: portal };
  if (status === 403) {
    return {
      code: 'token-rejected',
      message: 'the service says that the token may not change this zone',
      advice: 'Check at dynv6.com/keys which zone it is for',
    };
  }
  if (status === 404) return zoneUnknown;
  return { code: 'unexpected-answer', message: answered };
}

/** Only the target's host is named: its path may hold the token. */
function redirected({ status, location }: HttpAnswer, host: string): Failure {
  const from = `https://${host}`;
  const target = location != null && URL.canParse(location, from) ? new URL(location, from).host : '';
  return {
    code: 'unexpected-answer',
    message: `${host} sent us on${target === '' ? '' : ` to ${target}`} (${status}), and redirects are not followed`,
    advice: portal,
  };
}

/**
 * A web page, by its text; by its content type only where the text does not speak against it, for nothing is known of
 * the type that the service gives to its own plain sentences.
 */
export function isHtml({ contentType, body }: Pick<HttpAnswer, 'contentType' | 'body'>): boolean {
  if (looksLikeHtml(body)) return true;
  return (
    /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType) && (body.trim() === '' || body.includes('<'))
  );
}

function looksLikeHtml(body: string): boolean {
  return /^\s*</.test(body) || /<(?:!doctype|html|head|body|script|meta|title)\b/i.test(body);
}

/** One line of at most 80 characters without control characters and secrets; empty for a web page. */
export function excerpt(body: string, secrets: readonly Secret[] = []): string {
  if (looksLikeHtml(body)) return '';
  const line = redactor(
    secrets,
    '…',
  )(body)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  const characters = [...withoutQueries(line)];
  if (characters.length <= longestExcerpt) return characters.join('');
  return `${characters
    .slice(0, longestExcerpt - 1)
    .join('')
    .trimEnd()}…`;
}

/** A page that repeats the request would repeat the token: whatever looks like a query or an address goes. */
function withoutQueries(line: string): string {
  return line.replace(/\S*(?:\?|:\/\/|\w=|authorization)\S*(?: (?:Basic|Bearer) \S+)?/gi, '…');
}

const httpDates = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]+, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
];
const asctimeDate = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/**
 * Milliseconds from `now` until the service wants to be called again (RFC 9110, section 10.2.3: seconds, or a date in
 * one of the three forms of section 5.6.7). Undefined where the header is absent, cannot be read, or lies in the past.
 */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  const text = value?.trim() ?? '';
  const pause = /^\d+$/.test(text) ? Number(text) * 1000 : parseHttpDate(text) - now;
  return Number.isSafeInteger(pause) && pause > 0 ? pause : undefined;
}

/** Milliseconds since the epoch; NaN where it is none of the three forms. `Date.parse` alone would take "-5" for a month. */
export function parseHttpDate(text: string): number {
  if (httpDates.some((form) => form.test(text))) return Date.parse(text);
  return asctimeDate.test(text) ? Date.parse(`${text} GMT`) : Number.NaN;
}
