import { formatAddress } from '../../ip/address.ts';

/** A row of `/proc/net/if_inet6`. */
export interface IfInet6Row {
  readonly interface: string;
  readonly address: string;
  readonly prefixLength: number;
  /** The low eight bits of the kernel's flags: the file has no room for more. */
  readonly flags: number;
}

/** include/uapi/linux/if_addr.h */
export const addressFlags = { temporary: 0x01, dadFailed: 0x08, deprecated: 0x20, tentative: 0x40, permanent: 0x80 };

// A name may hold anything but ASCII white space, a slash and a colon; it is padded on its left.
const row = /^([\da-f]{32}) +[\da-f]{2,8} +([\da-f]{2}) +[\da-f]{2} +([\da-f]{2,8}) +([^ \t/:]+)$/;

/** Rows in the order of the file; a line of another form is passed over. net/ipv6/addrconf.c, if6_seq_show */
export function parseIfInet6(text: string): readonly IfInet6Row[] {
  return text.split('\n').flatMap((line) => {
    const [, digits = '', length = '', flags = '', name = ''] = row.exec(line) ?? [];
    const prefixLength = Number.parseInt(length, 16);
    if (digits === '' || prefixLength > 128) return [];
    return {
      interface: name,
      address: addressOfDigits(digits),
      prefixLength,
      flags: Number.parseInt(flags, 16) & 0xff,
    };
  });
}

/** The kernel's 32 hex digits as RFC 5952 writes them. */
export function addressOfDigits(digits: string): string {
  return formatAddress(BigInt(`0x${digits}`), 'ipv6');
}
