import { getProxyForUrl } from 'proxy-from-env';
import type { Send } from '../channels/http.ts';
import type { Finding } from '../finding.ts';
import type { World } from '../pipeline/world.ts';
import type { ClockReading } from './clock.ts';
import { lookUp } from './look-up.ts';
import { once } from './once.ts';
import { type Path, type TriedPath, tryPath } from './path.ts';
import { type Reach, reach } from './reach.ts';
import { networkFindings } from './reach-findings.ts';

/** The ways to the servers, each tried once, and what came of them so far. */
export interface Network {
  reach(server: URL): Promise<Reach>;
  tryPath(path: Path): Promise<TriedPath>;
  findings(): readonly Finding[];
  /** The first clock that was shown; null where none was. */
  clock(): ClockReading | null;
}

/** `timeout`: milliseconds for each look-up. */
export function openNetwork(send: Send, timeout: number, { now, signal }: Pick<World, 'now' | 'signal'>): Network {
  const reached: Reach[] = [];
  const tried: TriedPath[] = [];
  const paths = once(async (path: Path) => kept(tried, await tryPath(path, send, now, signal)), keyOf);
  const servers = once(
    async (server: URL) =>
      kept(
        reached,
        await reach(server, {
          lookUp: (named) => lookUp(named, timeout, signal),
          proxyFor: (url) => getProxyForUrl(url.href),
          tryPath: paths,
        }),
      ),
    ({ href }) => href,
  );
  return {
    reach: servers,
    tryPath: paths,
    findings: () => networkFindings(reached, tried),
    clock: () => tried.find(({ clock }) => clock !== null)?.clock ?? null,
  };
}

function keyOf({ server, over, from }: Path): string {
  return JSON.stringify([server.href, over, from]);
}

function kept<Item>(items: Item[], item: Item): Item {
  items.push(item);
  return item;
}
