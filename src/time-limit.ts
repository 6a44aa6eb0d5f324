/**
 * The action with a signal that comes with the caller's, or after `timeout` milliseconds. `AbortSignal.any` holds its
 * sources only weakly in Node.js 20: an `AbortSignal.timeout` that nobody else holds is collected and never comes.
 */
export async function withTimeLimit<Value>(
  timeout: number,
  signal: AbortSignal,
  action: (limit: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new DOMException('the time limit came', 'TimeoutError')), timeout);
  try {
    return await action(AbortSignal.any([signal, deadline.signal]));
  } finally {
    clearTimeout(timer);
  }
}
