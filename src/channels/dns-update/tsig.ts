import { createHmac, timingSafeEqual } from 'node:crypto';
import { decodeMessage, type Message } from './message.ts';
import { Reader, writeNumber } from './reader.ts';
import { algorithmName, algorithms, type TsigKey } from './tsig-key.ts';
import { beforeSigning, countOneMore, encodeTsig, findTsig, type Tsig, tsigVariables } from './tsig-record.ts';

/** Seconds by which the two clocks may differ (RFC 8945, section 10). */
const fudge = 300;

export type TsigError = 'BADSIG' | 'BADKEY' | 'BADTIME' | 'BADTRUNC';

/** Why a server did not take a request's signature (RFC 8945, section 3). */
const errors: ReadonlyMap<number, TsigError> = new Map([
  [16, 'BADSIG'],
  [17, 'BADKEY'],
  [18, 'BADTIME'],
  [22, 'BADTRUNC'],
]);

export interface Signed {
  readonly bytes: Uint8Array;
  readonly mac: Uint8Array;
}

/** What a signature says about a message. Times are in milliseconds since the epoch. */
export type Verification =
  /** The holder of the key sent this, and not long ago. */
  | { readonly is: 'valid'; readonly message: Message }
  | { readonly is: 'unsigned'; readonly message: Message }
  /** The server's word that our signature was not accepted; `proven` when it could sign that. */
  | { readonly is: 'refusal'; readonly error: TsigError; readonly proven: boolean; readonly serverTime: number | null }
  /** Another key, another algorithm or a wrong MAC. */
  | { readonly is: 'forged' }
  | { readonly is: 'expired'; readonly signedAt: number }
  | { readonly is: 'malformed' };

/**
 * Adds the signature to an encoded message (RFC 8945, section 5.1). An answer is signed together with the MAC of its
 * request; for a request itself that is null. `now` is in milliseconds since the epoch.
 */
export function sign(message: Uint8Array, key: TsigKey, now: number, requestMac: Uint8Array | null): Signed {
  const unsigned = {
    keyName: key.name,
    algorithm: algorithmName(key.algorithm),
    signedAt: Math.floor(now / 1000),
    fudge,
    originalId: new Reader(message).number(2),
    error: 0,
    other: new Uint8Array(),
  };
  const mac = computeMac(message, unsigned, key, requestMac).subarray(0, key.macLength);
  return { bytes: Buffer.concat([countOneMore(message), encodeTsig({ ...unsigned, mac })]), mac };
}

/** Checks a message that the holder of the same key should have signed (RFC 8945, section 5.4). Takes any bytes. */
export function verify(bytes: Uint8Array, key: TsigKey, now: number, requestMac: Uint8Array | null): Verification {
  const decoded = decodeMessage(bytes);
  if (decoded === null) return { is: 'malformed' };
  const { message, lastRecordAt } = decoded;
  const tsig = findTsig(message);
  if (tsig === 'none') return { is: 'unsigned', message };
  if (tsig === 'malformed') return { is: 'malformed' };

  const proven =
    tsig.keyName === key.name &&
    tsig.algorithm === algorithmName(key.algorithm) &&
    isCutFrom(
      computeMac(beforeSigning(bytes.subarray(0, lastRecordAt), tsig.originalId), tsig, key, requestMac),
      tsig,
      key,
    );
  if (tsig.error !== 0) return readRefusal(tsig, proven);
  if (!proven) return { is: 'forged' };
  const apart = Math.abs(Math.floor(now / 1000) - tsig.signedAt);
  return apart <= tsig.fudge ? { is: 'valid', message } : { is: 'expired', signedAt: tsig.signedAt * 1000 };
}

function computeMac(
  message: Uint8Array,
  tsig: Omit<Tsig, 'mac'>,
  { algorithm, secret }: TsigKey,
  requestMac: Uint8Array | null,
): Uint8Array {
  const hmac = createHmac(algorithms[algorithm].hash, Buffer.from(secret.reveal(), 'base64'));
  if (requestMac !== null) hmac.update(writeNumber(requestMac.length, 2)).update(requestMac);
  return hmac.update(message).update(tsigVariables(tsig)).digest();
}

/** Whether the MAC is the start of the whole one, and no shorter than agreed (RFC 8945, section 5.2.2.1). */
function isCutFrom(whole: Uint8Array, { mac }: Tsig, { macLength }: TsigKey): boolean {
  if (mac.length < macLength || mac.length > whole.length) return false;
  return timingSafeEqual(mac, whole.subarray(0, mac.length));
}

function readRefusal(tsig: Tsig, proven: boolean): Verification {
  const error = errors.get(tsig.error);
  if (error === undefined) return { is: 'malformed' };
  const reader = new Reader(tsig.other);
  const seconds = reader.number(6);
  const serverTime = error === 'BADTIME' && reader.finished ? seconds * 1000 : null;
  return { is: 'refusal', error, proven, serverTime };
}
