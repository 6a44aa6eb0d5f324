import dgram from 'node:dgram';
import type { Family } from '../machine.ts';

/**
 * Far addresses. 2000:: is no host's (2001:db8:: would not do: NetBSD has a reject route for it); the other is
 * a.root-servers.net, which no table of special routes names.
 */
const far: Readonly<Record<Family, string>> = { ipv4: '198.41.0.4', ipv6: '2000::' };

/** What the kernel answers where it has no route, or the family not at all. */
const noRoute = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** The address that the kernel would send from to the internet. Connecting a UDP socket sends no packet. */
export async function connectUdp(family: Family): Promise<string | null | 'unknown'> {
  const socket = dgram.createSocket(family === 'ipv4' ? 'udp4' : 'udp6');
  try {
    return await new Promise((resolve) => {
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(noRoute.has(error.code ?? '') ? null : 'unknown'));
      socket.connect(9, far[family], () => resolve(socket.address().address));
    });
  } catch {
    return 'unknown';
  } finally {
    socket.close();
  }
}
