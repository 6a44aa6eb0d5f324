import type { HttpAnswer, Send } from '../channels/http.ts';
import { statusFailure } from '../channels/http-status.ts';
import type { Failure } from '../failure.ts';
import type { Family } from '../machine.ts';
import type { Origin } from '../update.ts';
import { type ClockReading, readClock } from './clock.ts';
import { ofAQuestion } from './question-failure.ts';

/** One way to a server: over a family, and from an interface where that matters. */
export interface Path {
  readonly server: URL;
  /** `any`: through a proxy, which chooses the family. */
  readonly over: Family | 'any';
  readonly from: Origin | null;
}

/** What became of a path. */
export interface TriedPath extends Path {
  /** Why there was no answer; null where there was one. */
  readonly failure: Failure | null;
  /** The server's clock; null where it did not tell. */
  readonly clock: ClockReading | null;
}

/** Connects and asks for the front page. Any answer will do: what an update is answered, only an update would show. */
export async function tryPath(path: Path, send: Send, now: () => number, signal: AbortSignal): Promise<TriedPath> {
  const { server, over, from } = path;
  const answer = await send({ method: 'GET', url: server, headers: { accept: '*/*' }, over, from }, signal);
  if (!answer.ok) return { ...path, failure: ofAQuestion(answer.failure), clock: null };
  const clock = readClock(answer.value.date ?? null, server.host, now());
  return { ...path, failure: barred(answer.value, server.host, now()), clock };
}

/** The proxy or the network wants somebody to log in first (RFC 9110, section 15.5.8; RFC 6585, section 6). */
function barred(answer: HttpAnswer, host: string, now: number): Failure | null {
  return answer.status === 407 || answer.status === 511 ? statusFailure(answer, host, now) : null;
}
