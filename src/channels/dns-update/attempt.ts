/**
 * Starts something and waits for the first `settle`. When `limit` milliseconds are over or the caller gives up, the
 * outcome is `givenUp`. Either way the function that `open` returned is then called, once, to end what goes on.
 */
export function attempt<Outcome>(
  limit: number,
  signal: AbortSignal,
  givenUp: Outcome,
  open: (settle: (outcome: Outcome) => void) => () => void,
): Promise<Outcome> {
  return new Promise((resolve) => {
    let settled = false;
    const settle = (outcome: Outcome) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      close();
      resolve(outcome);
    };
    const giveUp = () => settle(givenUp);
    const timer = setTimeout(giveUp, limit);
    signal.addEventListener('abort', giveUp);
    const close = open(settle);
  });
}
