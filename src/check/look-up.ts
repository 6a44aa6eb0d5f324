import { lookup } from 'node:dns/promises';
import { networkFailure } from '../channels/network-failure.ts';
import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import { withTimeLimit } from '../time-limit.ts';

/** Every address that the system has for the server's name. `timeout` in milliseconds. */
export async function lookUp(
  server: URL,
  timeout: number,
  signal: AbortSignal,
): Promise<Result<readonly string[], Failure>> {
  return await withTimeLimit(timeout, signal, async (limit) => {
    // The system's resolver cannot be told to give up.
    const late = new Promise<null>((resolve) => limit.addEventListener('abort', () => resolve(null), { once: true }));
    try {
      const found = await Promise.race([lookup(server.hostname, { all: true }), late]);
      return found === null ? fail(tooLate(server, timeout)) : ok(found.map(({ address }) => address));
    } catch (error) {
      return fail(networkFailure(error, server, { timedOut: false, timeout, proxy: '' }));
    }
  });
}

function tooLate({ hostname }: URL, timeout: number): Failure {
  return {
    code: 'timeout',
    message: `${hostname} could not be looked up within ${timeout / 1000} s`,
    advice: 'Check the network and the name server',
  };
}
