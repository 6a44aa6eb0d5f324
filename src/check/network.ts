import { getProxyForUrl } from 'proxy-from-env';
import type { Send } from '../channels/http.ts';
import type { Finding } from '../finding.ts';
import type { World } from '../pipeline/world.ts';
import type { ClockReading } from './clock.ts';
import { lookUp } from './look-up.ts';
import { once } from './once.ts';
import { type Path, type Reach, type ReachEffects, reach, type TriedPath, tryPath } from './reach.ts';
import { pathFinding, reachFindings } from './reach-findings.ts';

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
  const effects: ReachEffects = {
    send,
    now,
    lookUp: (server, limit) => lookUp(server, timeout, limit),
    proxyFor: (url) => getProxyForUrl(url.href),
  };
  const servers = once<Reach>();
  const paths = once<TriedPath>();
  const reached: Reach[] = [];
  const tried: TriedPath[] = [];
  return {
    reach: (server) =>
      servers(server.href, async () => {
        const result = await reach(server, effects, signal);
        reached.push(result);
        return result;
      }),
    tryPath: (path) =>
      paths([path.server.href, path.over, path.from?.address].join(' '), async () => {
        const result = await tryPath(path, effects, signal);
        tried.push(result);
        return result;
      }),
    findings: () => [...reached.flatMap(reachFindings), ...tried.map(pathFinding)],
    clock: () => [...reached.flatMap(({ paths: ofOne }) => ofOne), ...tried].find(({ clock }) => clock)?.clock ?? null,
  };
}
