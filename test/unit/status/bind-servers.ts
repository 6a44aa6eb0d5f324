import type { NameService } from '../../../src/name-servers/name-service.ts';
import { openNameService } from '../../../src/name-servers/name-service.ts';
import { type Bind, startBind } from '../../double/bind.ts';

/** What each of a zone's name servers has of it: lines of a zone file; null for one that is down. */
export type Servers = readonly (readonly string[] | null)[];

export interface NameServers {
  /** The DNS in which these are the zone's name servers `ns1`, `ns2`, …; the first is the resolver, too. */
  readonly names: NameService;
  stop(): Promise<void>;
}

/**
 * Each server is a BIND of its own. By its name it has an address that nobody has; what goes there is taken to where
 * it listens, since loopback has one address only, and only root may listen at port 53.
 */
export async function startNameServers(zone: string, servers: Servers): Promise<NameServers> {
  const addressOf = (index: number) => (index === 0 ? '127.0.0.1' : `192.0.2.${index}`);
  const shared = servers
    .map((_, index) => [`@ NS ns${index + 1}`, `ns${index + 1} A ${addressOf(index)}`])
    .slice(1)
    .flat();
  const running = await Promise.all(servers.map((records) => start(zone, shared, records)));
  const [first] = running;
  if (first == null) throw new Error('the first name server has to run');
  const reached = await Promise.all(running.map((bind) => namesAt(bind?.server.port ?? 1)));
  const resolver = await namesAt(first.server.port);
  return {
    names: {
      ...resolver,
      ask(address, ...question) {
        const index = servers.findIndex((_, at) => addressOf(at) === address);
        return (reached[index] ?? resolver).ask('127.0.0.1', ...question);
      },
    },
    stop: async () => void (await Promise.all(running.map((bind) => bind?.stop()))),
  };
}

function start(zone: string, shared: readonly string[], records: readonly string[] | null): Promise<Bind | null> {
  if (records === null) return Promise.resolve(null);
  return startBind({ zones: [{ name: zone, records: [...shared, ...records] }], keys: new Map() });
}

/** The DNS as the server at that port of loopback tells it. */
export async function namesAt(port: number): Promise<NameService> {
  const names = await openNameService({ resolver: { host: '127.0.0.1', port }, timeout: 2000, port });
  if (!names.ok) throw new Error(names.failure.message);
  return names.value;
}
