import { once } from 'node:events';
import type { DoubleRequest } from '../double/request.ts';
import { type Namespace, openNamespace } from './namespace.ts';

/** Where the service is to be found; as public as an address in a closed room can be. */
export const serviceAddresses = { ipv4: '198.41.64.1', ipv6: '2a02:12ab:64::1' } as const;

/** The service, at the far end of the router's uplink. */
export interface Service {
  readonly namespace: Namespace;
  /** Every request until now, in order of arrival. */
  requests(): Promise<readonly DoubleRequest[]>;
  close(): Promise<void>;
}

/** `program`: the bundled `service-process`. */
export async function openService(program: string): Promise<Service> {
  const namespace = await openNamespace();
  const { ipv4, ipv6 } = serviceAddresses;
  await namespace.ip(`addr add ${ipv4}/32 dev lo\naddr add ${ipv6}/128 dev lo nodad\n`);
  const child = namespace.start([process.execPath, program, ipv4, ipv6], ['ignore', 'inherit', 'inherit', 'ipc']);
  const closed = once(child, 'close');
  const answer = async (): Promise<unknown> => {
    const [message] = await Promise.race([once(child, 'message'), closed]);
    return message;
  };
  if ((await answer()) !== 'listening') throw new Error('the service did not start');

  const ask = async (): Promise<readonly DoubleRequest[]> => {
    child.send('requests?');
    const log = await answer();
    if (!isLog(log)) throw new Error('the service has ended');
    return log;
  };
  // One after the other: an answer does not tell to which question.
  let asked: Promise<unknown> = Promise.resolve();

  return {
    namespace,
    requests() {
      const next = asked.then(ask);
      asked = next.catch(() => undefined);
      return next;
    },
    close: () => namespace.close(),
  };
}

function isLog(message: unknown): message is readonly DoubleRequest[] {
  return Array.isArray(message);
}
