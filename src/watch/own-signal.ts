/**
 * The action with a signal of its own that follows the given one. `AbortSignal.any` leaves something behind in its
 * sources each time that it is called (Node.js 20 and 22): a source that lives for years must not be one of them.
 */
export async function withOwnSignal<Value>(
  signal: AbortSignal,
  action: (own: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const own = new AbortController();
  const follow = () => own.abort(signal.reason);
  signal.addEventListener('abort', follow, { once: true });
  if (signal.aborted) follow();
  try {
    return await action(own.signal);
  } finally {
    signal.removeEventListener('abort', follow);
  }
}
