import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import { attempt } from './attempt.ts';
import { writeNumber } from './reader.ts';

const headerLength = 12;
/** In the third byte of a message (RFC 1035, section 4.1.1). */
const answerFlag = 0x80;
const truncatedFlag = 0x02;

/** What became of one try. */
export type Attempt =
  | { readonly is: 'answer'; readonly bytes: Uint8Array }
  /** The server says that the answer does not fit UDP. */
  | { readonly is: 'truncated' }
  /** Over TCP: an answer to something else. */
  | { readonly is: 'foreign' }
  /** Time ran out, or the caller gave up. */
  | { readonly is: 'silent' }
  | { readonly is: 'unreachable'; readonly cause: unknown };

const silent: Attempt = { is: 'silent' };

export interface Target {
  /** A literal address. */
  readonly address: string;
  readonly port: number;
  /** Milliseconds. */
  readonly limit: number;
}

/** One datagram out; what comes from elsewhere or answers something else is not heard (RFC 5452, section 9.1). */
export function askOverUdp(request: Uint8Array, target: Target, signal: AbortSignal): Promise<Attempt> {
  return attempt<Attempt>(target.limit, signal, silent, (settle) => {
    const socket = createSocket(isIPv6(target.address) ? 'udp6' : 'udp4');
    socket.on('error', (cause) => settle({ is: 'unreachable', cause }));
    socket.on('message', (bytes) => {
      if (isAnswerTo(request, bytes))
        settle(hasFlag(bytes, truncatedFlag) ? { is: 'truncated' } : { is: 'answer', bytes });
    });
    // Connected, the kernel passes on only what comes from this address and port, and says where nobody listens.
    socket.on('connect', () => socket.send(request));
    socket.connect(target.port, target.address);
    return () => socket.close();
  });
}

/** One connection for one request (RFC 1035, section 4.2.2: each message behind its length). */
export function askOverTcp(request: Uint8Array, target: Target, signal: AbortSignal): Promise<Attempt> {
  return attempt<Attempt>(target.limit, signal, silent, (settle) => {
    const socket = connect({ host: target.address, port: target.port });
    let received = Buffer.alloc(0);
    socket.on('connect', () => socket.write(Buffer.concat([writeNumber(request.length, 2), request])));
    socket.on('error', (cause) => settle({ is: 'unreachable', cause }));
    socket.on('close', () => settle({ is: 'unreachable', cause: new Error('closed without an answer') }));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      const bytes = received.subarray(2, 2 + received.readUInt16BE(0));
      settle(isAnswerTo(request, bytes) ? { is: 'answer', bytes } : { is: 'foreign' });
    });
    return () => socket.destroy();
  });
}

function isAnswerTo(request: Uint8Array, answer: Uint8Array): boolean {
  const sameId = answer[0] === request[0] && answer[1] === request[1];
  return sameId && answer.length >= headerLength && hasFlag(answer, answerFlag);
}

function hasFlag(message: Uint8Array, flag: number): boolean {
  return ((message[2] ?? 0) & flag) !== 0;
}
