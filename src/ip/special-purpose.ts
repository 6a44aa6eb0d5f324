import type { Family } from '../machine.ts';
import { addressBits, addressNumber, familyOf } from './address.ts';

/** The addresses of a family that begin alike. */
export interface Block {
  /** What all addresses of the block begin with, as a number. */
  readonly head: bigint;
  readonly hostBits: bigint;
  readonly words: string;
}

/**
 * Blocks that must not stand in public DNS, the most telling word first: the IANA special-purpose address registries
 * (2026-07-18), multicast, and what is not allocated. Blocks that the registries call globally reachable but that
 * belong to a service and never to one machine (AS112, AMT, anycast) are here too.
 * https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry
 */
export const specialBlocks: Readonly<Record<Family, readonly Block[]>> = {
  ipv4: [
    ['0.0.0.0/8', 'unspecified'],
    ['10.0.0.0/8', 'private (RFC 1918)'],
    ['100.64.0.0/10', 'shared by a carrier-grade NAT (RFC 6598)'],
    ['127.0.0.0/8', 'loopback'],
    ['169.254.0.0/16', 'link-local'],
    ['172.16.0.0/12', 'private (RFC 1918)'],
    ['192.0.0.0/29', 'made for translation (CLAT or DS-Lite, RFC 7335)'],
    ['192.0.0.0/24', 'reserved for protocols (RFC 6890)'],
    ['192.0.2.0/24', 'documentation (RFC 5737)'],
    ['192.31.196.0/24', 'AS112 (RFC 7535)'],
    ['192.52.193.0/24', 'AMT (RFC 7450)'],
    ['192.88.99.0/24', '6to4 relay (RFC 7526)'],
    ['192.168.0.0/16', 'private (RFC 1918)'],
    ['192.175.48.0/24', 'AS112 (RFC 7534)'],
    ['198.18.0.0/15', 'benchmarking (RFC 2544)'],
    ['198.51.100.0/24', 'documentation (RFC 5737)'],
    ['203.0.113.0/24', 'documentation (RFC 5737)'],
    ['224.0.0.0/4', 'multicast'],
    ['255.255.255.255/32', 'broadcast'],
    ['240.0.0.0/4', 'reserved (RFC 1112)'],
  ].map(block),
  ipv6: [
    ['::/128', 'unspecified'],
    ['::1/128', 'loopback'],
    ['::ffff:0:0/96', 'IPv4-mapped'],
    ['::/96', 'IPv4-compatible'],
    ['64:ff9b::/96', 'NAT64 (RFC 6052)'],
    ['64:ff9b:1::/48', 'NAT64 (RFC 8215)'],
    ['100::/64', 'discard (RFC 6666)'],
    ['100:0:0:1::/64', 'dummy prefix (RFC 9780)'],
    ['2001::/32', 'Teredo'],
    ['2001:2::/48', 'benchmarking (RFC 5180)'],
    ['2001:20::/28', 'ORCHID (RFC 7343)'],
    ['2001::/23', 'reserved for protocols (RFC 2928)'],
    ['2001:db8::/32', 'documentation (RFC 3849)'],
    ['2002::/16', '6to4'],
    ['2620:4f:8000::/48', 'AS112 (RFC 7534)'],
    ['3ffe::/16', 'the former 6bone (RFC 3701)'],
    ['3fff::/20', 'documentation (RFC 9637)'],
    ['5f00::/16', 'segment routing (RFC 9602)'],
    ['fc00::/7', 'unique local (RFC 4193)'],
    ['fe80::/10', 'link-local'],
    ['fec0::/10', 'site-local (RFC 3879)'],
    ['ff00::/8', 'multicast'],
    // Ordinary hosts have addresses of 2000::/3 only: https://www.iana.org/assignments/ipv6-address-space
    ['::/3', 'not allocated by IANA'],
    ['4000::/2', 'not allocated by IANA'],
    ['8000::/1', 'not allocated by IANA'],
  ].map(block),
};

/** Why an address must never be published, in words; null for an ordinary global address. */
export function specialPurpose(address: string): string | null {
  const family = familyOf(address);
  const number = addressNumber(address);
  const block = specialBlocks[family].find(({ head, hostBits }) => number >> hostBits === head);
  return block?.words ?? null;
}

function block([network = '', words = '']: readonly string[]): Block {
  const [address = '', length] = network.split('/');
  const hostBits = BigInt(addressBits[familyOf(address)] - Number(length));
  return { head: addressNumber(address) >> hostBits, hostBits, words };
}
