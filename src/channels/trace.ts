import type { Send } from './http.ts';

interface TraceWorld {
  now(): number;
  trace(line: string): void;
}

/** The same transport, telling what was asked, what came back and how long it took; never the token. */
export function traced(send: Send, { now, trace }: TraceWorld): Send {
  return async (request, signal) => {
    const url = new URL(request.url);
    if (url.searchParams.has('token')) url.searchParams.set('token', '…');
    const startedAt = now();
    const answer = await send(request, signal);
    const end = answer.ok ? `${answer.value.status}` : answer.failure.code;
    const over = request.over === 'any' ? '' : ` over ${request.over}`;
    const from = request.from == null ? '' : ` from ${request.from.address}`;
    trace(`${request.method} ${decodeURIComponent(url.href)}${over}${from}: ${end} after ${now() - startedAt} ms`);
    return answer;
  };
}
