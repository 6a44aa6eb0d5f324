import { classes, types } from './codes.ts';
import { encodeRecord, type Message, type ResourceRecord } from './message.ts';
import { encodeName, type Name } from './name.ts';
import { Reader, writeNumber } from './reader.ts';

/** The fields of a TSIG record (RFC 8945, section 4.2). */
export interface Tsig {
  readonly keyName: Name;
  readonly algorithm: Name;
  /** Seconds since the epoch. */
  readonly signedAt: number;
  /** Seconds by which the receiver's clock may differ. */
  readonly fudge: number;
  readonly mac: Uint8Array;
  readonly originalId: number;
  readonly error: number;
  /** With BADTIME: the server's time, 6 bytes. */
  readonly other: Uint8Array;
}

const additionalCountAt = 10;

export function encodeTsig(tsig: Tsig): Uint8Array {
  const data = Buffer.concat([
    encodeName(tsig.algorithm),
    writeNumber(tsig.signedAt, 6),
    writeNumber(tsig.fudge, 2),
    writeNumber(tsig.mac.length, 2),
    tsig.mac,
    writeNumber(tsig.originalId, 2),
    writeNumber(tsig.error, 2),
    writeNumber(tsig.other.length, 2),
    tsig.other,
  ]);
  return encodeRecord({ name: tsig.keyName, type: types.TSIG, class: classes.ANY, ttl: 0, data });
}

/** The signature of a message: one, the last record of all (RFC 8945, section 5.1), or none. */
export function findTsig(message: Message): Tsig | 'none' | 'malformed' {
  const records = [...message.answers, ...message.authorities, ...message.additionals];
  const first = records.find(({ type }) => type === types.TSIG);
  if (first === undefined) return 'none';
  if (first !== message.additionals.at(-1)) return 'malformed';
  return decodeTsig(first) ?? 'malformed';
}

/** What the MAC covers beside the message (RFC 8945, section 4.3.3). Names are in lower case already. */
export function tsigVariables({ keyName, algorithm, signedAt, fudge, error, other }: Omit<Tsig, 'mac'>): Uint8Array {
  return Buffer.concat([
    encodeName(keyName),
    writeNumber(classes.ANY, 2),
    writeNumber(0, 4),
    encodeName(algorithm),
    writeNumber(signedAt, 6),
    writeNumber(fudge, 2),
    writeNumber(error, 2),
    writeNumber(other.length, 2),
    other,
  ]);
}

/** The message with a record more in the count of its additional section. */
export function countOneMore(message: Uint8Array): Uint8Array {
  const changed = Buffer.from(message);
  changed.writeUInt16BE(changed.readUInt16BE(additionalCountAt) + 1, additionalCountAt);
  return changed;
}

/** The message as it was before the signature was added to it (RFC 8945, section 4.3.2). */
export function beforeSigning(message: Uint8Array, originalId: number): Uint8Array {
  const changed = Buffer.from(message);
  changed.writeUInt16BE(originalId, 0);
  changed.writeUInt16BE(changed.readUInt16BE(additionalCountAt) - 1, additionalCountAt);
  return changed;
}

function decodeTsig({ name, class: klass, ttl, data }: ResourceRecord): Tsig | null {
  const reader = new Reader(data);
  const tsig = {
    keyName: name,
    algorithm: reader.name(),
    signedAt: reader.number(6),
    fudge: reader.number(2),
    mac: reader.take(reader.number(2)),
    originalId: reader.number(2),
    error: reader.number(2),
    other: reader.take(reader.number(2)),
  };
  return reader.finished && klass === classes.ANY && ttl === 0 ? tsig : null;
}
