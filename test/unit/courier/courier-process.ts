import { undiciTransport } from '../../../src/channels/send-undici.ts';
import { serveCourier } from '../../../src/courier/serve.ts';

/** The courier alone, as a process that was started with a channel. */
const transports = new Map<number, ReturnType<typeof undiciTransport>>();

async function openSend(timeout: number) {
  const transport =
    transports.get(timeout) ??
    undiciTransport({ timeout, userAgent: 'test', proxyFor: () => '', leavesBy: async () => 'unknown' });
  transports.set(timeout, transport);
  return transport.send;
}

const { send = () => false } = process;
await serveCourier({ on: process.on.bind(process), send: send.bind(process) }, openSend);
process.exit();
