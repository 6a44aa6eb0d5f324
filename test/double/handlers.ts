import { dyndns2 } from './dyndns2.ts';
import type { Answer, Handler } from './handler.ts';
import type { DoubleRequest } from './request.ts';
import { rest } from './rest.ts';
import type { State } from './state.ts';
import { updateApi } from './update-api.ts';

/** Every interface of the service that the double plays, in the order in which they are asked. */
const handlers: readonly Handler[] = [updateApi, dyndns2, rest];

const nothingHere: Answer = { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not Found</h1>' };

/** The service's answer; the state holds what the request changed. */
export function answerTo(request: DoubleRequest, state: State): Answer {
  for (const handler of handlers) {
    const answer = handler(request, state);
    if (answer !== null) return answer;
  }
  return nothingHere;
}
