import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { NameService } from './name-service.ts';

export interface Authority {
  /** The zone in the DNS's sense that the name belongs to: itself, or the closest one above it. */
  readonly zone: string;
  readonly servers: readonly NameServer[];
}

export interface NameServer {
  readonly name: string;
  readonly addresses: Result<readonly string[], Failure>;
}

/** Climbs from the name towards the root until a zone's name servers are found (RFC 1034, section 4.2.1). */
export async function findAuthority(
  name: string,
  names: Pick<NameService, 'serversOf' | 'addressesOf'>,
  signal: AbortSignal,
): Promise<Result<Authority, Failure>> {
  const labels = name.split('.');
  for (const depth of labels.keys()) {
    const zone = labels.slice(depth).join('.');
    const servers = await names.serversOf(zone, signal);
    if (!servers.ok) return servers;
    if (servers.value.length > 0) {
      const found = [...new Set(servers.value)].sort();
      return ok({ zone, servers: await Promise.all(found.map((server) => withAddresses(server, names, signal))) });
    }
  }
  return fail({
    code: 'network',
    message: `no name server was found for ${name}, nor for any zone above it`,
    advice: 'Name another resolver with --resolver',
  });
}

async function withAddresses(
  name: string,
  names: Pick<NameService, 'addressesOf'>,
  signal: AbortSignal,
): Promise<NameServer> {
  const addresses = await names.addressesOf(name, signal);
  if (addresses.ok && addresses.value.length === 0) {
    return { name, addresses: fail({ code: 'network', message: `the name server ${name} has no address` }) };
  }
  return { name, addresses };
}
