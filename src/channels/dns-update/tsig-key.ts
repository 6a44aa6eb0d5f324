import type { Secret } from '../../secret.ts';
import { type Name, parseName, root } from './name.ts';

/** The algorithms (RFC 8945, section 6): Node's word for the hash, the name in messages, the bytes of a whole MAC. */
export const algorithms = {
  'hmac-md5': { hash: 'md5', wireName: 'hmac-md5.sig-alg.reg.int', length: 16 },
  'hmac-sha1': { hash: 'sha1', wireName: 'hmac-sha1', length: 20 },
  'hmac-sha224': { hash: 'sha224', wireName: 'hmac-sha224', length: 28 },
  'hmac-sha256': { hash: 'sha256', wireName: 'hmac-sha256', length: 32 },
  'hmac-sha384': { hash: 'sha384', wireName: 'hmac-sha384', length: 48 },
  'hmac-sha512': { hash: 'sha512', wireName: 'hmac-sha512', length: 64 },
} as const;

export type TsigAlgorithm = keyof typeof algorithms;

export interface TsigKey {
  readonly name: Name;
  readonly algorithm: TsigAlgorithm;
  /** In base64, as key files hold it. */
  readonly secret: Secret;
  /** The bytes of a MAC that are sent, and the fewest that are taken (RFC 8945, section 5.2.2.1). */
  readonly macLength: number;
}

/** No MAC may be cut to less (RFC 8945, section 5.2.2.1). */
export function shortestMac(algorithm: TsigAlgorithm): number {
  return Math.max(10, algorithms[algorithm].length / 2);
}

/** The algorithm as messages name it. */
export function algorithmName(algorithm: TsigAlgorithm): Name {
  return parseName(algorithms[algorithm].wireName) ?? root;
}
