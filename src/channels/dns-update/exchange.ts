import { lookup } from 'node:dns/promises';
import type { Failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import { attempt } from './attempt.ts';
import { type Attempt, askOverTcp, askOverUdp } from './transports.ts';

/** Where the service listens: a name or a literal address without brackets. */
export interface DnsServer {
  readonly host: string;
  readonly port: number;
}

/**
 * Sends an encoded request and gives the bytes of the answer: same id, marked as an answer, from an address of the
 * server asked. Over UDP an answer that is not `believable` (it may be forged) makes it ask again over TCP, and what
 * comes over TCP is given whatever it is: the caller judges it. Fails with `network`, `timeout` or
 * `unexpected-answer`, and the server may have taken the request all the same.
 */
export type Exchange = (
  request: Uint8Array,
  server: DnsServer,
  believable: (answer: Uint8Array) => boolean,
  signal: AbortSignal,
) => Promise<Result<Uint8Array, Failure>>;

export interface ExchangeOptions {
  /** Milliseconds for the look-up of the host's name, and as many again for all tries together. */
  readonly timeout: number;
  /** Every address of a host, best first; rejects like `node:dns` when there is none. */
  readonly addressesOf?: (host: string) => Promise<readonly string[]>;
}

interface Try {
  readonly transport: 'udp' | 'tcp';
  readonly address: string;
  /** Milliseconds. */
  readonly limit: number;
}

/** A server need not take more than this over UDP (RFC 1035, section 4.2.1). */
const longestOverUdp = 512;

/** Shares of the time: UDP three times, then TCP. */
const udpPatience = [1, 2, 3];
const tcpPatience = 4;

const ask = { udp: askOverUdp, tcp: askOverTcp } as const;

/**
 * RFC 1035, section 4.2, RFC 7766: UDP with growing patience, then TCP; every address of the server gets each of these
 * before any address gets the next, so that one that swallows packets costs little.
 */
export function dnsExchange(options: ExchangeOptions): Exchange {
  return async (request, server, believable, signal) => {
    const addresses = await findAddresses(server, options, signal);
    if (!addresses.ok) return addresses;

    const attempts: Attempt[] = [];
    let [next, ...later] = planTries(addresses.value, request.length, options.timeout);
    while (next !== undefined && !signal.aborted) {
      const { transport, address, limit } = next;
      const outcome = await ask[transport](request, { address, port: server.port, limit }, signal);
      if (outcome.is === 'answer' && (transport === 'tcp' || believable(outcome.bytes))) return ok(outcome.bytes);
      attempts.push(outcome);
      [next, ...later] = planAfter(outcome, next, later);
    }
    return conclude(attempts, server, options.timeout, signal);
  };
}

function planTries(addresses: readonly string[], length: number, timeout: number): readonly Try[] {
  const rounds: readonly (readonly [Try['transport'], number])[] = [
    ...(length > longestOverUdp ? [] : udpPatience.map((share) => ['udp', share] as const)),
    ['tcp', tcpPatience],
  ];
  const shares = addresses.length * rounds.reduce((sum, [, share]) => sum + share, 0);
  return rounds.flatMap(([transport, share]) =>
    addresses.map((address) => ({ transport, address, limit: (timeout * share) / shares })),
  );
}

/** What is still worth trying after one try without a good answer. */
function planAfter(outcome: Attempt, { transport, address }: Try, later: readonly Try[]): readonly Try[] {
  if (transport === 'tcp' || outcome.is === 'silent') return later;
  const overTcp = later.filter((next) => next.transport === 'tcp');
  if (outcome.is === 'unreachable') return later.filter((next) => next.address !== address || overTcp.includes(next));
  // It listens, and only over TCP will its answer do.
  return [...overTcp.filter((next) => next.address === address), ...overTcp.filter((next) => next.address !== address)];
}

function conclude(
  attempts: readonly Attempt[],
  { host, port }: DnsServer,
  timeout: number,
  signal: AbortSignal,
): Result<Uint8Array, Failure> {
  const at = `${host} port ${port}`;
  for (const attempt of attempts) if (attempt.is === 'answer') return ok(attempt.bytes);
  if (attempts.some(({ is }) => is === 'foreign')) {
    return fail({ code: 'unexpected-answer', message: `${at} answered something else than it was asked` });
  }
  if (signal.aborted || attempts.some(({ is }) => is === 'silent')) {
    return fail({
      code: 'timeout',
      message: `${at} did not answer within ${timeout / 1000} s`,
      advice: '--timeout gives more time',
    });
  }
  const ways = attempts.some(({ is }) => is === 'truncated') ? 'TCP' : 'UDP and TCP';
  const [cause] = attempts.flatMap((attempt) => (attempt.is === 'unreachable' ? [attempt.cause] : [])).slice(-1);
  return fail({ code: 'network', message: `${at} could not be reached over ${ways} (${describeCause(cause)})`, cause });
}

type Found = { readonly addresses: readonly string[] } | { readonly cause: unknown } | 'late';

async function findAddresses(
  { host }: DnsServer,
  { timeout, addressesOf = lookUp }: ExchangeOptions,
  signal: AbortSignal,
): Promise<Result<readonly string[], Failure>> {
  const found = await attempt<Found>(timeout, signal, 'late', (settle) => {
    addressesOf(host).then(
      (addresses) => settle({ addresses }),
      (cause: unknown) => settle({ cause }),
    );
    return () => undefined;
  });
  if (found === 'late')
    return fail({ code: 'timeout', message: `${host} could not be looked up within ${timeout / 1000} s` });
  if ('addresses' in found && found.addresses.length > 0) return ok(found.addresses);
  const cause = 'cause' in found ? found.cause : new Error('no address');
  return fail({ code: 'network', message: `${host} could not be looked up (${describeCause(cause)})`, cause });
}

async function lookUp(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function describeCause(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.message : 'unknown reason';
}
