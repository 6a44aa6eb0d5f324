import { isIP } from 'node:net';
import type { Failure } from '../failure.ts';
import { familyOf } from '../ip/address.ts';
import { type Family, familyNames } from '../machine.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Path, TriedPath } from './path.ts';

/** A server, and what became of every path to it that an update could take. */
export interface Reach {
  readonly server: URL;
  /** The addresses of its name; null where nobody had to look it up: an address, or a proxy's business. */
  readonly addresses: Result<readonly string[], Failure> | null;
  readonly paths: readonly TriedPath[];
}

export interface ReachEffects {
  lookUp(server: URL): Promise<Result<readonly string[], Failure>>;
  /** The proxy that the environment names for the URL; empty where there is none. */
  proxyFor(url: URL): string;
  tryPath(path: Path): Promise<TriedPath>;
}

const families = ['ipv4', 'ipv6'] as const;

/** Looks the server's name up and tries each family. */
export async function reach(server: URL, { lookUp, proxyFor, tryPath }: ReachEffects): Promise<Reach> {
  const tryOver = (over: Path['over']) => tryPath({ server, over, from: null });
  if (proxyFor(server) !== '') return { server, addresses: null, paths: [await tryOver('any')] };
  const host = server.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return { server, addresses: null, paths: [await tryOver(familyOf(host))] };

  const addresses = await lookUp(server);
  if (!addresses.ok) return { server, addresses, paths: [] };
  const paths = families.map(async (family): Promise<TriedPath> => {
    if (addresses.value.some((address) => familyOf(address) === family)) return tryOver(family);
    return { server, over: family, from: null, failure: noAddress(host, family), clock: null };
  });
  return { server, addresses, paths: await Promise.all(paths) };
}

function noAddress(host: string, family: Family): Failure {
  return { code: 'network', message: `${host} has no ${familyNames[family]} address` };
}

/** Whether an update that may leave over any family arrives: one path is enough. */
export function reachable({ server, addresses, paths }: Reach): Result<string, Failure> {
  if (addresses !== null && !addresses.ok) return addresses;
  if (paths.some(({ failure }) => failure === null)) return ok(`${server.host} answers`);
  const [failure] = paths.flatMap((path) => path.failure ?? []);
  return fail(failure ?? { code: 'network', message: `there is no way to ${server.host}` });
}
