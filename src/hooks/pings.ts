import type { Secret } from '../secret.ts';

/** How updates stand, as healthchecks.io wants to be told. https://healthchecks.io/docs/http_api/ */
export type Ping = 'start' | 'success' | 'fail';

export interface Pings {
  ping(base: Secret, ping: Ping): void;
}

/** Sends pings one after the other. Of those that have to wait only the last is sent: the others are of the past. */
export function openPings(ask: (url: URL) => Promise<void>, begin: (work: Promise<void>) => void): Pings {
  /** By the base: the ping that waits for the one under way, if there is one. */
  const waiting = new Map<string, Ping | null>();

  async function sendAll(base: string, first: Ping): Promise<void> {
    for (let ping: Ping | null = first; ping !== null; ping = waiting.get(base) ?? null) {
      waiting.set(base, null);
      await ask(pingUrl(base, ping));
    }
    waiting.delete(base);
  }

  return {
    ping(secret, ping) {
      const base = secret.reveal();
      if (waiting.has(base)) waiting.set(base, ping);
      else begin(sendAll(base, ping));
    },
  };
}

export function pingUrl(base: string, ping: Ping): URL {
  const url = new URL(base);
  if (ping !== 'success') url.pathname = `${url.pathname.replace(/\/$/, '')}/${ping}`;
  return url;
}
