import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Family } from '../../src/machine.ts';

/** One request as it came in; also the line of the double's log. */
export interface DoubleRequest {
  /** Counted from 1, over all connections. */
  readonly number: number;
  /** Counted from 1; kept-alive requests share it. */
  readonly connection: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Decoded as a form is: `+` is a blank, the last of two equal names counts. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The query as it stood on the wire, without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly remoteAddress: string;
  readonly family: Family;
  readonly tls: boolean;
}

/** The parts that only the listener knows. */
export interface Arrival {
  readonly number: number;
  readonly connection: number;
  readonly at: number;
}

/** Reads the whole request; rejects where the client goes away before its end. */
export async function readRequest(message: IncomingMessage, arrival: Arrival): Promise<DoubleRequest> {
  const { socket, url = '/' } = message;
  const remoteAddress = socket.remoteAddress ?? '';
  const mark = url.indexOf('?');
  const query = mark < 0 ? '' : url.slice(mark + 1);
  const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)] as const);
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return {
    ...arrival,
    method: message.method ?? '',
    path: mark < 0 ? url : url.slice(0, mark),
    parameters: Object.fromEntries(new URLSearchParams(query)),
    query,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString('utf8'),
    remoteAddress: remoteAddress.replace(/^::ffff:/, ''),
    family: socket.remoteFamily === 'IPv6' && !remoteAddress.startsWith('::ffff:') ? 'ipv6' : 'ipv4',
    tls: socket instanceof TLSSocket,
  };
}
