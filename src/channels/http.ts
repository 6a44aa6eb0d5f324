import type { Failure } from '../failure.ts';
import type { Family } from '../machine.ts';
import type { Result } from '../result.ts';
import type { Origin } from '../update.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** May hold the token: messages name only its host. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The family that the connection has to use; such a request never goes through a proxy. */
  readonly over: Family | 'any';
  /** The interface that the connection has to leave by, with its local address; null: whichever the system takes. */
  readonly from?: Origin | null;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  /** Decoded text, at most 4 MiB; a longer body is a failure. */
  readonly body: string;
  /** The `Retry-After` header as it came. */
  readonly retryAfter: string | null;
  /** The `Location` header as it came; it may hold the token. */
  readonly location?: string | null;
  /** The `Date` header as it came: the clock of the one who answered. */
  readonly date?: string | null;
}

/**
 * Sends one request and reads the whole answer. It does not follow redirects and does not retry. What is not an
 * answer of the HTTP peer is a failure: `network`, `timeout`, or `config` where a proxy forbids the request.
 */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<Result<HttpAnswer, Failure>>;
