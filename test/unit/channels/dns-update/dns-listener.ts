import { createSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import type { DnsServer } from '../../../../src/channels/dns-update/exchange.ts';

export interface HeardRequest {
  readonly transport: 'udp' | 'tcp';
  readonly bytes: Uint8Array;
  readonly from: { readonly address: string; readonly port: number };
}

export interface DnsListener {
  readonly server: DnsServer;
  readonly heard: readonly HeardRequest[];
  /** A datagram that nobody asked this server for. */
  send(bytes: Uint8Array, to: HeardRequest['from']): void;
  close(): Promise<void>;
}

/** What to send back, in this order. After `[]` a TCP connection is closed, after `silence` it stays open. */
type Reply = readonly Uint8Array[] | 'silence';
type Answer = (request: HeardRequest, count: number) => Reply | Promise<Reply>;

/** A name server that answers whatever it is told to, over UDP and TCP on one port of one loopback address. */
export async function listenForDns(
  answer: Answer,
  { address = '127.0.0.1', port = 0, tcp: withTcp = true } = {},
): Promise<DnsListener> {
  const heard: HeardRequest[] = [];
  const hear = (request: HeardRequest) => {
    heard.push(request);
    return answer(request, heard.length);
  };
  const connections = new Set<Socket>();
  const tcp = createServer((socket) => {
    connections.add(socket);
    socket.on('error', () => undefined);
    let received = Buffer.alloc(0);
    socket.on('data', async (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      const answers = await hear({
        transport: 'tcp',
        bytes: Uint8Array.from(received.subarray(2)),
        from: { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 },
      });
      if (answers === 'silence') return;
      for (const bytes of answers)
        socket.write(Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]));
      if (answers.length === 0) socket.end();
    });
  });
  const udp = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  udp.on('message', async (bytes, from) => {
    const answers = await hear({ transport: 'udp', bytes: Uint8Array.from(bytes), from });
    for (const answered of answers === 'silence' ? [] : answers) udp.send(answered, from.port, from.address);
  });

  const chosen = await new Promise<number>((resolve, reject) => {
    tcp.once('error', reject).listen({ host: address, port }, () => {
      const place = tcp.address();
      resolve(typeof place === 'object' && place !== null ? place.port : 0);
    });
  });
  await new Promise<void>((resolve, reject) => {
    udp.once('error', reject).bind(chosen, address, resolve);
  });
  const closeTcp = () =>
    new Promise<void>((resolve) => {
      for (const connection of connections) connection.destroy();
      tcp.close(() => resolve());
    });
  if (!withTcp) await closeTcp();
  return {
    server: { host: address, port: chosen },
    heard,
    send: (bytes, to) => udp.send(bytes, to.port, to.address),
    async close() {
      await new Promise<void>((resolve) => udp.close(resolve));
      if (withTcp) await closeTcp();
    },
  };
}
