import type { HttpAnswer, HttpRequest } from '../channels/http.ts';
import type { Failure } from '../failure.ts';
import { isObject } from '../json-object.ts';
import type { Result } from '../result.ts';

/** A request for the courier to carry. */
export interface Errand {
  readonly id: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly request: Omit<HttpRequest, 'url'> & { readonly url: string };
}

/** The errand of that number is to be broken off. */
export interface Recall {
  readonly recall: number;
}

/** Errands with that time limit, in milliseconds, may come soon. */
export interface Notice {
  readonly expect: number;
}

export interface Reply {
  readonly id: number;
  readonly answer: Result<HttpAnswer, Failure>;
}

export function errandFor(id: number, timeout: number, request: HttpRequest): Errand {
  return { id, timeout, request: { ...request, url: request.url.href } };
}

/** A library's error cannot be sent to another process as it is. */
export function replyWith(id: number, answer: Result<HttpAnswer, Failure>): Reply {
  if (answer.ok || !(answer.failure.cause instanceof Error)) return { id, answer };
  const { cause } = answer.failure;
  return { id, answer: { ok: false, failure: { ...answer.failure, cause: cause.stack ?? cause.message } } };
}

// Both ends are the same program: who is spoken to has to be found out, not whether it tells the truth.

export function isErrand(message: unknown): message is Errand {
  return isObject(message) && 'id' in message && 'request' in message;
}

export function isRecall(message: unknown): message is Recall {
  return isObject(message) && typeof message['recall'] === 'number';
}

export function isNotice(message: unknown): message is Notice {
  return isObject(message) && typeof message['expect'] === 'number';
}

export function isReply(message: unknown): message is Reply {
  return isObject(message) && 'id' in message && 'answer' in message;
}
