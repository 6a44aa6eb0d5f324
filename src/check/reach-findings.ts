import { bad, type Finding, good } from '../finding.ts';
import type { Reach, TriedPath } from './reach.ts';

/** What is told of the way to a server: its name, and each path by itself. */
export function reachFindings({ server, addresses, paths }: Reach): readonly Finding[] {
  const name = addresses === null ? [] : [nameFinding(server.hostname, addresses)];
  return [...name, ...paths.map(pathFinding)];
}

function nameFinding(name: string, addresses: NonNullable<Reach['addresses']>): Finding {
  return addresses.ok ? good(name, addresses.value.join(', ')) : bad(name, addresses.failure);
}

const ways = { ipv4: 'over IPv4', ipv6: 'over IPv6', any: 'through the proxy' } as const;

export function pathFinding({ server, over, from, failure }: TriedPath): Finding {
  const subject = `${server.host} ${ways[over]}${from === null ? '' : ` from ${from.interface}`}`;
  if (failure !== null) return bad(subject, failure);
  return good(subject, server.protocol === 'https:' ? 'answers, with a valid certificate' : 'answers');
}
