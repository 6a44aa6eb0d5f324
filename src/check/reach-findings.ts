import { bad, type Finding, good } from '../finding.ts';
import type { TriedPath } from './path.ts';
import type { Reach } from './reach.ts';

/** What is told of the network: each server's name, and each path by itself. */
export function networkFindings(reached: readonly Reach[], tried: readonly TriedPath[]): readonly Finding[] {
  const servers = reached.flatMap(({ server, addresses, paths }) => [
    ...(addresses === null ? [] : [nameFinding(server.hostname, addresses)]),
    ...paths.map(pathFinding),
  ]);
  const known = new Set(reached.flatMap(({ paths }) => paths));
  return [...servers, ...tried.filter((path) => !known.has(path)).map(pathFinding)];
}

function nameFinding(name: string, addresses: NonNullable<Reach['addresses']>): Finding {
  return addresses.ok ? good(name, addresses.value.join(', ')) : bad(name, addresses.failure);
}

const ways = { ipv4: 'over IPv4', ipv6: 'over IPv6', any: 'through the proxy' } as const;

function pathFinding({ server, over, from, failure }: TriedPath): Finding {
  const subject = `${server.host} ${ways[over]}${from === null ? '' : ` from ${from.interface}`}`;
  if (failure !== null) return bad(subject, failure);
  return good(subject, server.protocol === 'https:' ? 'answers, with a valid certificate' : 'answers');
}
