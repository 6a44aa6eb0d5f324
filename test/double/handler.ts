import type { DoubleRequest } from './request.ts';
import type { State } from './state.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** One of the service's interfaces. Null: the request is not meant for it, and the next one is asked. */
export type Handler = (request: DoubleRequest, state: State) => Answer | null;
