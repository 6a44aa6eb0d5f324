import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import type { Failure } from '../failure.ts';
import { specialPurpose } from '../ip/special-purpose.ts';
import { type Family, familyNames, type Known } from '../machine.ts';
import { fail, ok, type Result } from '../result.ts';
import { withTimeLimit } from '../time-limit.ts';
import type { Origin } from '../update.ts';
import type { HttpAnswer, HttpRequest, Send } from './http.ts';
import { networkFailure } from './network-failure.ts';

export interface TransportOptions {
  /** Milliseconds for one request, from the look-up of the name to the last byte of the answer. */
  readonly timeout: number;
  /** Client and version. */
  readonly userAgent: string;
  /** Whether what is sent from the address leaves by its interface, as far as the system tells. */
  readonly leavesBy: (origin: Origin, destination: string, signal: AbortSignal) => Promise<Known<boolean>>;
  /** The proxy to use for a URL, as the environment says; empty where there is none. */
  readonly proxyFor: (url: URL) => string;
}

export interface Transport {
  readonly send: Send;
  /** Ends the connections that were kept alive. */
  close(): Promise<void>;
}

const mostConnections = 8;
const longestBody = 4 * 1024 * 1024;

/** Connections are kept alive and shared by all requests of a run that leave in the same way. */
export function undiciTransport({ timeout, userAgent, proxyFor, leavesBy }: TransportOptions): Transport {
  const dispatchers = new Map<string, Dispatcher>();

  function dispatcherFor({ over, from }: HttpRequest, proxy: string): Dispatcher {
    const key = [over, from?.address, proxy].join(' ');
    const known = dispatchers.get(key);
    if (known !== undefined) return known;
    const connect = {
      timeout,
      // One attempt must leave time for the next: a family whose packets vanish is given up after a quarter.
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: Math.max(10, Math.min(1000, timeout / 4)),
      ...(over === 'any' ? {} : { family: over === 'ipv4' ? 4 : 6 }),
    };
    // Inside `connect` undici would overwrite it with an empty one.
    const direct = { connections: mostConnections, connect, ...(from == null ? {} : { localAddress: from.address }) };
    const made =
      proxy === '' ? new Agent(direct) : new ProxyAgent({ uri: proxy, connections: mostConnections, connect });
    dispatchers.set(key, made);
    return made;
  }

  return {
    async send(request, signal) {
      const proxy = proxyFor(request.url);
      const forbidden = forbiddenWay(request, proxy);
      if (forbidden !== null) return fail(forbidden);
      return await withTimeLimit(timeout, signal, async (limit) => {
        try {
          const astray = await wayAstray(request, leavesBy, limit);
          if (astray !== null) return fail(astray);
          return await exchange(request, dispatcherFor(request, proxy), userAgent, limit);
        } catch (error) {
          return fail(networkFailure(error, request.url, { timedOut: limit.aborted, timeout, proxy }));
        }
      });
    },
    async close() {
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}

async function exchange(
  { method, url, headers, body }: HttpRequest,
  dispatcher: Dispatcher,
  userAgent: string,
  signal: AbortSignal,
): Promise<Result<HttpAnswer, Failure>> {
  const response = await dispatcher.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: { ...headers, 'user-agent': userAgent },
    body: body ?? null,
    signal,
  });
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestBody) return fail(tooLong(url));
    chunks.push(chunk);
  }
  return ok({
    status: response.statusCode,
    contentType: one(response.headers['content-type']) ?? '',
    body: new TextDecoder().decode(Buffer.concat(chunks)),
    retryAfter: one(response.headers['retry-after']),
    location: one(response.headers['location']),
    date: one(response.headers['date']),
  });
}

/** A request whose connection tells the service our address must not go through a proxy, nor over the other family. */
function forbiddenWay({ over, url }: HttpRequest, proxy: string): Failure | null {
  if (over === 'any') return null;
  if (proxy !== '') {
    return {
      code: 'config',
      message: `the value "auto" would go through a proxy, and the proxy's address would be published`,
      advice: `Put ${url.hostname} into NO_PROXY, or give the address itself`,
    };
  }
  const literal = familyOfHost(url);
  if (literal === null || literal === over) return null;
  return {
    code: 'config',
    message: `the value "auto" has to be asked over ${familyNames[over]}, and ${url.host} has no such address`,
    advice: 'Give --server a name, or the address itself',
  };
}

/** An `auto` request of a named interface leaves by it or not at all: elsewhere the service would see another address. */
async function wayAstray(
  { url, over, from }: HttpRequest,
  leavesBy: TransportOptions['leavesBy'],
  signal: AbortSignal,
): Promise<Failure | null> {
  if (from == null) return null;
  const { address } = await lookup(hostOf(url), { family: over === 'ipv6' ? 6 : 4 });
  // A server on this very machine is reached without leaving it.
  if (specialPurpose(address) === 'loopback') return null;
  const leaves = await leavesBy(from, address, signal);
  if (leaves === true) return null;
  return {
    code: 'network',
    message: `the request to ${url.host} ${leaves === false ? 'would not leave' : 'may not leave'} by ${from.interface}, and the address of another interface would be published`,
    advice: `Route ${address} by ${from.interface}, or give the address itself`,
  };
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function familyOfHost(url: URL): Family | null {
  const version = isIP(hostOf(url));
  return version === 0 ? null : version === 4 ? 'ipv4' : 'ipv6';
}

function tooLong(url: URL): Failure {
  return {
    code: 'unexpected-answer',
    message: `${url.host} answered with more than ${longestBody / 1024 / 1024} MiB, which is not the service's answer`,
    advice: 'Check --server',
  };
}

function one(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
