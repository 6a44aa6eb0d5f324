import { randomInt } from 'node:crypto';
import type { Failure } from '../../failure.ts';
import { fail, type Result } from '../../result.ts';
import { readAnswer } from './answer.ts';
import type { DnsServer, Exchange } from './exchange.ts';
import { encodeMessage, type ResourceRecord } from './message.ts';
import type { Name } from './name.ts';
import { sign, verify } from './tsig.ts';
import type { TsigKey } from './tsig-key.ts';
import { updateMessage } from './update-message.ts';

/** What it takes to change zones on one server. */
export interface UpdateAccess {
  readonly server: DnsServer;
  readonly key: TsigKey;
  readonly exchange: Exchange;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const longestMessage = 65_535;

/** One signed message with all changes, which the server makes all or none. */
export async function sendUpdate(
  zone: Name,
  changes: readonly ResourceRecord[],
  { server, key, exchange, now }: UpdateAccess,
  signal: AbortSignal,
): Promise<Result<'NOERROR', Failure>> {
  const message = encodeMessage(updateMessage(randomInt(65_536), zone, changes));
  const request = sign(message, key, now(), null);
  if (request.bytes.length > longestMessage) {
    return fail({ code: 'usage', message: 'too much for one update: 64 KiB is the most' });
  }
  const judge = (bytes: Uint8Array) => verify(bytes, key, now(), request.mac);
  const answer = await exchange(request.bytes, server, (bytes) => isProven(judge(bytes)), signal);
  if (!answer.ok) return answer.failure.code === 'timeout' ? fail(unconfirmed(answer.failure)) : answer;
  return readAnswer(judge(answer.value), { host: server.host, key, now: now() });
}

function isProven(verified: ReturnType<typeof verify>): boolean {
  return verified.is === 'valid' || (verified.is === 'refusal' && verified.proven);
}

/** The server may have made the changes all the same. */
function unconfirmed(failure: Failure): Failure {
  return { ...failure, message: `${failure.message}: the update could not be confirmed` };
}
