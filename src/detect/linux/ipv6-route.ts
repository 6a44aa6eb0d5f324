import { formatNetwork, networkOf } from '../../ip/network.ts';
import type { OnLinkPrefix } from '../../machine.ts';
import { addressOfDigits } from './if-inet6.ts';

/** include/uapi/linux/route.h and ipv6_route.h */
const up = 0x1;
const notOnLink = 0x2 | 0x200 | 0x80000000; // GATEWAY, REJECT, LOCAL

// dst, its length, src, its length, next hop, metric, references, uses, flags, interface
const row =
  /^([\da-f]{32}) ([\da-f]{2}) [\da-f]{32} [\da-f]{2} [\da-f]{32} [\da-f]{8} [\da-f]{8} [\da-f]{8} ([\da-f]{8}) +([^ \t/:]+)$/;

/** A wider route to an interface is a tunnel's share of the internet (`::/1`, `2000::/3`), not a network on a link. */
const widest = 16;

/** The networks on links that `/proc/net/ipv6_route` tells of. net/ipv6/route.c, rt6_info_route */
export function parseOnLinkPrefixes(text: string): readonly OnLinkPrefix[] {
  const prefixes = text.split('\n').flatMap((line) => {
    const [, digits = '', lengthDigits = '', flagDigits = '', name = ''] = row.exec(line) ?? [];
    const flags = Number.parseInt(flagDigits, 16);
    const length = Number.parseInt(lengthDigits, 16);
    if (!(flags & up) || flags & notOnLink || name === 'lo' || length < widest || length > 127) return [];
    if (/^(fe[89ab]|ff)/.test(digits)) return [];
    return { interface: name, network: formatNetwork(networkOf(addressOfDigits(digits), length)) };
  });
  // The same network may stand in several tables, and once for each next hop.
  return [...new Map(prefixes.map((prefix) => [`${prefix.network}@${prefix.interface}`, prefix])).values()];
}
