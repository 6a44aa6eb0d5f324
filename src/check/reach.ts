import { isIP } from 'node:net';
import type { HttpAnswer, Send } from '../channels/http.ts';
import { statusFailure } from '../channels/http-status.ts';
import type { Failure } from '../failure.ts';
import { familyOf } from '../ip/address.ts';
import type { Family } from '../machine.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Origin } from '../update.ts';
import { type ClockReading, readClock } from './clock.ts';
import { unhurried } from './unhurried.ts';

/** One way to a server: over a family, and from an interface where that matters. */
export interface Path {
  readonly server: URL;
  /** `any`: through a proxy, which chooses the family. */
  readonly over: Family | 'any';
  readonly from: Origin | null;
}

/** What became of a path that was tried. */
export interface TriedPath extends Path {
  /** Why there was no answer; null where there was one. */
  readonly failure: Failure | null;
  /** The server's clock; null where it did not tell. */
  readonly clock: ClockReading | null;
}

/** A server, and every path to it that there may be. */
export interface Reach {
  readonly server: URL;
  /** The addresses of its name; null where nobody had to look it up: an address, or a proxy's business. */
  readonly addresses: Result<readonly string[], Failure> | null;
  readonly paths: readonly TriedPath[];
}

export interface ReachEffects {
  readonly send: Send;
  lookUp(server: URL, signal: AbortSignal): Promise<Result<readonly string[], Failure>>;
  /** The proxy that the environment names for the URL; empty where there is none. */
  proxyFor(url: URL): string;
  /** Milliseconds since the epoch. */
  now(): number;
}

const families = ['ipv4', 'ipv6'] as const;

/** Looks the server's name up, connects over each family, and asks for the front page. */
export async function reach(server: URL, effects: ReachEffects, signal: AbortSignal): Promise<Reach> {
  const tryOver = (over: Path['over']) => tryPath({ server, over, from: null }, effects, signal);
  if (effects.proxyFor(server) !== '') return { server, addresses: null, paths: [await tryOver('any')] };
  const host = server.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return { server, addresses: null, paths: [await tryOver(familyOf(host))] };

  const addresses = await effects.lookUp(server, signal);
  if (!addresses.ok) return { server, addresses, paths: [] };
  const paths = families.map(async (family): Promise<TriedPath> => {
    if (addresses.value.some((address) => familyOf(address) === family)) return tryOver(family);
    return { server, over: family, from: null, failure: noAddress(host, family), clock: null };
  });
  return { server, addresses, paths: await Promise.all(paths) };
}

/** Any answer will do: who answers an update, and what, only an update would show. */
export async function tryPath(path: Path, { send, now }: ReachEffects, signal: AbortSignal): Promise<TriedPath> {
  const { server, over, from } = path;
  const answer = await send({ method: 'GET', url: server, headers: { accept: '*/*' }, over, from }, signal);
  if (!answer.ok) return { ...path, failure: unhurried(answer.failure), clock: null };
  const clock = readClock(answer.value.date ?? null, server.host, now());
  return { ...path, failure: barred(answer.value, server.host, now()), clock };
}

/** The proxy or the network wants somebody to log in first (RFC 9110, section 15.5.8; RFC 6585, section 6). */
function barred(answer: HttpAnswer, host: string, now: number): Failure | null {
  return answer.status === 407 || answer.status === 511 ? statusFailure(answer, host, now) : null;
}

function noAddress(host: string, family: Family): Failure {
  return { code: 'network', message: `${host} has no ${family === 'ipv4' ? 'IPv4' : 'IPv6'} address` };
}

/** Whether an update that may leave over any family arrives: one path is enough. */
export function reachable({ server, addresses, paths }: Reach): Result<string, Failure> {
  if (addresses !== null && !addresses.ok) return addresses;
  if (paths.some(({ failure }) => failure === null)) return ok(`${server.host} answers`);
  const [failure] = paths.flatMap((path) => path.failure ?? []);
  return fail(failure ?? { code: 'network', message: `there is no way to ${server.host}` });
}
