import type { Answer } from './handler.ts';
import type { DoubleRequest } from './request.ts';

/** What goes wrong with one request. */
export type Fault =
  /** Somebody else answers; the service never hears of the request. */
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The connection breaks: before the service took the request, or after it took it and before the answer. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** No answer ever; the service took the request or did not. */
  | { readonly kind: 'hang'; readonly when: 'before' | 'after' }
  /** The service's answer, a byte at a time, `every` so many milliseconds. */
  | { readonly kind: 'drip'; readonly every: number }
  /** The service's answer in chunks of a single byte. */
  | { readonly kind: 'single bytes' }
  /** The service's answer, twice as long by its header as it comes, and then the end of the connection. */
  | { readonly kind: 'half' }
  /** The service's answer, then the end of the connection, which no header announced. */
  | { readonly kind: 'silent close' }
  /** The service's answer with another body. */
  | { readonly kind: 'body'; readonly body: string | Buffer };

/** Decides for each request. Null: all is well. */
export type FaultRule = (request: DoubleRequest) => Fault | null;

export const never: FaultRule = () => null;

export function always(fault: Fault): FaultRule {
  return () => fault;
}

/** Faults by the number of the request, counted from 1. */
export function onRequests(faults: Readonly<Record<number, Fault>>): FaultRule {
  return ({ number }) => faults[number] ?? null;
}

export function onZone(zone: string, fault: Fault): FaultRule {
  return ({ parameters }) => (parameters['zone'] === zone ? fault : null);
}

export function status(code: number, body = '', headers: Readonly<Record<string, string>> = {}): Fault {
  return { kind: 'answer', answer: { status: code, headers: { 'content-type': 'text/plain', ...headers }, body } };
}

export function html(code: number, body: string): Fault {
  return status(code, body, { 'content-type': 'text/html' });
}

/** A page that has the service's words in it and is not the service's. */
export const captivePortal = html(200, '<html><body><h1>Free Wi-Fi</h1>Your addresses updated soon…</body></html>');

export const badGateway = html(502, '<html><head><title>502 Bad Gateway</title></head></html>');

/** RFC 6585, section 6. */
export const networkAuthentication = html(511, '<html>Log in to the network</html>');

export function tooManyRequests(retryAfter?: string): Fault {
  return status(429, 'too many requests', retryAfter === undefined ? {} : { 'retry-after': retryAfter });
}

export function redirect(code: 301 | 302 | 307 | 308, location: string): Fault {
  return status(code, '', { location });
}

export const tenMegabytes = status(200, 'addresses updated\n'.repeat(600_000));

/** An error page that shows the whole request, and so the token. */
export function echo(code: number): FaultRule {
  return ({ path, query }) => status(code, `Error while handling ${path}?${query}`);
}

/** The second and later requests of a connection find it closed: an idle connection that nobody said was closed. */
export const staleConnections = (): FaultRule => {
  const used = new Set<number>();
  return ({ connection }) => {
    if (used.has(connection)) return { kind: 'reset', when: 'before' };
    used.add(connection);
    return null;
  };
};
