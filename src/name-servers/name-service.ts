import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { dnsExchange } from '../channels/dns-update/exchange.ts';
import { ask, type QueryAnswer, type QueryType } from '../channels/dns-update/query.ts';
import type { Failure } from '../failure.ts';
import type { HostPort } from '../job.ts';
import { fail, ok, type Result } from '../result.ts';
import { systemCode } from '../system-code.ts';

type Answered<Value> = Promise<Result<Value, Failure>>;

/** What can be asked of the DNS. */
export interface NameService {
  /** The names of a zone's authoritative name servers, from the resolver; empty where the name is no zone. */
  serversOf(name: string, signal: AbortSignal): Answered<readonly string[]>;
  /** The addresses of a host, from the resolver; empty where it has none. */
  addressesOf(host: string, signal: AbortSignal): Answered<readonly string[]>;
  /** What the name server at that address says itself. */
  ask(address: string, name: string, type: QueryType, signal: AbortSignal): Answered<QueryAnswer>;
}

export interface NameServiceOptions {
  /** Null: the system's. */
  readonly resolver: HostPort | null;
  /** Milliseconds for one question. */
  readonly timeout: number;
  /** Where the authoritative name servers listen; 53 in the world. */
  readonly port?: number;
}

/** The DNS as the resolver and the name servers give it. Fails where the resolver's own name cannot be found. */
export async function openNameService({ resolver, timeout, port = 53 }: NameServiceOptions): Answered<NameService> {
  const found = await openResolver(resolver, timeout);
  if (!found.ok) return found;
  const asked = resolver === null ? `the resolver (${found.value.getServers().join(', ')})` : resolver.host;
  const exchange = dnsExchange({ timeout });
  const resolve = async (signal: AbortSignal, question: () => Promise<readonly string[]>) => {
    const cancel = () => found.value.cancel();
    signal.addEventListener('abort', cancel);
    try {
      return ok(await question());
    } catch (cause) {
      return readRefusal(cause, asked);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
  return ok({
    serversOf: (name, signal) => resolve(signal, () => found.value.resolveNs(name)),
    async addressesOf(host, signal) {
      const [four, six] = await Promise.all([
        resolve(signal, () => found.value.resolve4(host)),
        resolve(signal, () => found.value.resolve6(host)),
      ]);
      if (!four.ok) return six.ok && six.value.length > 0 ? six : four;
      return ok([...four.value, ...(six.ok ? six.value : [])]);
    },
    ask: (address, name, type, signal) => ask({ host: address, port }, name, type, exchange, signal),
  });
}

async function openResolver(named: HostPort | null, timeout: number): Answered<Resolver> {
  // Twice, and c-ares doubles its patience the second time.
  const resolver = new Resolver({ timeout: Math.max(1, Math.round(timeout / 3)), tries: 2 });
  if (named === null) return ok(resolver);
  const { host, port } = named;
  try {
    const address = isIP(host) > 0 ? host : (await resolver.resolve4(host))[0];
    if (address === undefined) throw new Error('no address');
    resolver.setServers([isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`]);
    return ok(resolver);
  } catch (cause) {
    return fail({ code: 'network', message: `the resolver ${host} could not be looked up (${codeOf(cause)})`, cause });
  }
}

/** The words of c-ares. That there is no such name or no such record is an answer. */
function readRefusal(cause: unknown, asked: string): Result<readonly string[], Failure> {
  const code = codeOf(cause);
  if (code === 'ENODATA' || code === 'ENOTFOUND') return ok([]);
  if (code === 'ETIMEOUT' || code === 'ECANCELLED') {
    return fail({ code: 'timeout', message: `${asked} did not answer in time`, advice: noResolver, cause });
  }
  return fail({ code: 'network', message: `${asked} could not be asked (${code})`, advice: noResolver, cause });
}

const noResolver = 'Check the network, or name another resolver with --resolver';

function codeOf(cause: unknown): string {
  return systemCode(cause) ?? String(cause);
}
