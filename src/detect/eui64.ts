import { addressNumber } from '../ip/address.ts';

/** Whether the address ends in the identifier that RFC 4291, appendix A, makes of the MAC (`52:54:00:12:34:56`). */
export function isEui64(address: string, mac: string | null): boolean {
  const identifier = mac === null ? null : modifiedEui64(mac);
  return identifier !== null && BigInt.asUintN(64, addressNumber(address)) === identifier;
}

/** Null for what is no MAC, and for the zeros that tunnels show in its place. */
function modifiedEui64(mac: string): bigint | null {
  const digits = mac.replaceAll(':', '');
  if (!/^[\da-fA-F]{12}$/.test(digits) || /^0+$/.test(digits)) return null;
  return BigInt(`0x${digits.slice(0, 6)}fffe${digits.slice(6)}`) ^ (2n << 56n);
}
