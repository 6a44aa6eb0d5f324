import ipaddr from 'ipaddr.js';
import type { Namespace } from './namespace.ts';

/** The flags of an address that the kernel shows (linux/if_addr.h). */
const flags = [
  ['temporary', 0x01],
  ['duplicate', 0x08],
  ['deprecated', 0x20],
  ['tentative', 0x40],
  ['permanent', 0x80],
] as const;

export interface ShownAddress {
  readonly interface: string;
  /** With its length: `2a02:…::1/64`. */
  readonly address: string;
  readonly flags: readonly (typeof flags)[number][0][];
}

/** The IPv6 addresses of a namespace at this moment. */
export async function addressesOf(namespace: Namespace): Promise<readonly ShownAddress[]> {
  return parseIfInet6(await namespace.procNet('if_inet6'));
}

/**
 * The addresses of `/proc/net/if_inet6` that are neither loopback nor link-local, sorted (net/ipv6/addrconf.c,
 * `if6_seq_show`). Written apart from the command's own reader: the lab must not trust what it is there to test.
 */
function parseIfInet6(text: string): readonly ShownAddress[] {
  const addresses = text.split('\n').flatMap((line) => {
    const [digits = '', , length = '', scope, shown = '', name = ''] = line.trim().split(/\s+/);
    if (scope !== '00') return [];
    const address = ipaddr.IPv6.parse(digits.replace(/(.{4})(?!$)/g, '$1:')).toRFC5952String();
    const bits = Number.parseInt(shown, 16);
    return [
      {
        interface: name,
        address: `${address}/${Number.parseInt(length, 16)}`,
        flags: flags.filter(([, bit]) => (bits & bit) !== 0).map(([flag]) => flag),
      },
    ];
  });
  return addresses.toSorted((one, other) => one.address.localeCompare(other.address));
}
