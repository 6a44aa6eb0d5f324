import type { Socket } from 'node:net';

interface Entry {
  /** Counted from 1. */
  readonly number: number;
  /** The bare socket, below TLS. */
  readonly socket: Socket;
}

/** Numbers the connections, and finds the bare socket below a TLS one. */
export interface ConnectionBook {
  readonly opened: number;
  readonly open: (socket: Socket) => void;
  entry(socket: Socket): Entry;
}

export function connectionBook(): ConnectionBook {
  const entries = new Map<string, Entry>();
  let opened = 0;
  return {
    get opened() {
      return opened;
    },
    open: (socket) => {
      opened += 1;
      const key = peer(socket);
      const entry = { number: opened, socket };
      entries.set(key, entry);
      socket.once('close', () => {
        if (entries.get(key) === entry) entries.delete(key);
      });
    },
    entry: (socket) => entries.get(peer(socket)) ?? { number: 0, socket },
  };
}

/** The two sockets of one TLS connection share nothing but their ends. */
function peer({ localAddress, localPort, remoteAddress, remotePort }: Socket): string {
  return [localAddress, localPort, remoteAddress, remotePort].join(' ');
}
