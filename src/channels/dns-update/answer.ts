import type { Failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import { describeResponseCode, opcodes } from './codes.ts';
import type { Message } from './message.ts';
import type { TsigError, Verification } from './tsig.ts';
import type { TsigKey } from './tsig-key.ts';

/** Who was asked, with which key, and when by our clock (milliseconds since the epoch). */
export interface Asked {
  readonly host: string;
  readonly key: TsigKey;
  readonly now: number;
}

/**
 * What the answer to an update means. `NOERROR` only where the signature proves that the server says so. An error
 * counts without proof too: nobody takes it for an update that was made.
 */
export function readAnswer(verified: Verification, asked: Asked): Result<'NOERROR', Failure> {
  const { host } = asked;
  switch (verified.is) {
    case 'malformed':
      return unexpected(`${host} answered something that is no DNS message`);
    case 'forged':
      return unexpected(`the signature of the answer from ${host} is wrong: it is not the service's`);
    case 'expired':
      return fail(clockFailure(verified.signedAt, asked));
    case 'refusal':
      return fail(describeRefusal(verified.error, verified.serverTime, asked));
    case 'unsigned':
    case 'valid':
      return readResponseCode(verified.message, verified.is === 'valid', asked);
  }
}

function readResponseCode(
  { opcode, responseCode }: Message,
  proven: boolean,
  asked: Asked,
): Result<'NOERROR', Failure> {
  const { host, key } = asked;
  const word = describeResponseCode(responseCode);
  if (opcode !== opcodes.update) return unexpected(`${host} answered something else than an update`);
  switch (word) {
    case 'NOERROR':
      return proven ? ok(word) : unexpected(`${host} answered without a signature: it may not be the service`);
    case 'REFUSED':
      return fail({
        code: 'token-rejected',
        message: `${host} refuses changes to this zone with the key "${key.name}" (REFUSED)`,
        advice: 'Check that the key belongs to this zone and may change it',
      });
    case 'NOTAUTH':
    case 'NOTZONE':
      return fail({
        code: 'zone-unknown',
        message: `${host} does not serve this zone (${word})`,
        advice: 'Check the name of the zone, and --server',
      });
    case 'SERVFAIL':
    case 'NOTIMP':
      return fail({ code: 'unavailable', message: `${host} cannot make updates at the moment (${word})` });
    default:
      return unexpected(`${host} did not understand the update (${word})`);
  }
}

function describeRefusal(error: TsigError, serverTime: number | null, asked: Asked): Failure {
  const { host, key } = asked;
  switch (error) {
    case 'BADKEY':
      return {
        code: 'token-rejected',
        message: `${host} does not know the key "${key.name}" with ${key.algorithm} (BADKEY)`,
        advice: 'Compare the name and the algorithm of the key with what the service shows',
      };
    case 'BADSIG':
      return {
        code: 'token-rejected',
        message: `${host} has another secret for the key "${key.name}" (BADSIG)`,
        advice: 'Copy the secret again from where the service shows it',
      };
    case 'BADTRUNC':
      return {
        code: 'token-rejected',
        message: `${host} wants a longer signature than ${key.macLength} bytes (BADTRUNC)`,
        advice: `Write ${key.algorithm} without a number of bits into the key file`,
      };
    case 'BADTIME':
      return clockFailure(serverTime, asked);
  }
}

function clockFailure(serverTime: number | null, { host, now }: Asked): Failure {
  const differs =
    serverTime === null
      ? `this machine's clock and that of ${host} differ by more than 5 min`
      : `this machine's clock is ${describeDuration(Math.abs(now - serverTime))} ${now > serverTime ? 'ahead of' : 'behind'} that of ${host}`;
  return { code: 'clock', message: `${differs} (BADTIME)`, advice: 'Set the clock; NTP keeps it right' };
}

function describeDuration(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  if (minutes < 120) return `${Math.round(minutes)} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 60 / 24)} days`;
}

function unexpected(message: string): { readonly ok: false; readonly failure: Failure } {
  return fail({ code: 'unexpected-answer', message });
}
