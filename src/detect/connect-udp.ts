import dgram from 'node:dgram';
import type { Family } from '../machine.ts';

/**
 * Far addresses. 2000:: is no host's (2001:db8:: would not do: NetBSD has a reject route for it); the other is
 * f.root-servers.net, which no table of special routes names.
 */
const far: Readonly<Record<Family, string>> = { ipv4: '192.5.5.241', ipv6: '2000::' };

/** What the kernel answers where it has no route, or the family not at all. */
const noRoute = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** The address that the kernel would send from, to the internet or elsewhere. Connecting a UDP socket sends no packet. */
export async function connectUdp(family: Family, destination = far[family]): Promise<string | null | 'unknown'> {
  const socket = dgram.createSocket(family === 'ipv4' ? 'udp4' : 'udp6');
  try {
    return await new Promise((resolve) => {
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(noRoute.has(error.code ?? '') ? null : 'unknown'));
      socket.once('connect', () => resolve(socket.address().address));
      // A callback would get the error in the event's place.
      socket.connect(9, destination);
    });
  } catch {
    return 'unknown';
  } finally {
    socket.close();
  }
}
