import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Endpoint {
  readonly port: number;
  /** By the first address. */
  readonly url: string;
  /** By the name, which stands for every address that is listened on. */
  readonly localhost: string;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** One server for each address, all on one port. */
export async function listen(
  scheme: 'http' | 'https',
  server: () => Server,
  addresses: readonly string[],
  wanted = 0,
  attempts = 10,
): Promise<Endpoint> {
  const servers: Server[] = [];
  let port = wanted;
  try {
    for (const address of addresses) {
      const next = server();
      await bind(next, address, port);
      servers.push(next);
      port = portOf(next.address());
    }
  } catch (error) {
    await Promise.all(servers.map(closed));
    // A port that is free for one family may be taken for the other.
    if (wanted === 0 && attempts > 1 && servers.length > 0)
      return listen(scheme, server, addresses, wanted, attempts - 1);
    throw error;
  }
  return {
    port,
    url: `${scheme}://${host(addresses[0] ?? '')}:${port}`,
    localhost: `${scheme}://localhost:${port}`,
    close: async () => void (await Promise.all(servers.map(closed))),
  };
}

function bind(server: Server, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port, ipv6Only: address.includes(':') }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function host(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
