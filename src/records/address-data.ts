import type { Failure } from '../failure.ts';
import { parseIpv4, parseIpv6 } from '../ip/address.ts';
import { fail, ok, type Result } from '../result.ts';

/** Dotted decimal; empty for a record that follows the zone's address. */
export function parseIpv4Data(text: string): Result<string, Failure> {
  if (text === '') return ok('');
  const address = parseIpv4(text);
  return address === null ? usage(`"${text}" is not an IPv4 address`) : ok(address);
}

/**
 * An address in RFC 5952 form; an interface identifier (`::1:2:3:4`) or a MAC address, which the service joins with
 * the zone's prefix; empty for a record that follows the zone's address.
 */
export function parseIpv6Data(text: string): Result<string, Failure> {
  if (text === '') return ok('');
  const address = parseMac(text) ?? parseIpv6(text);
  if (address === null)
    return usage(`"${text}" is neither an IPv6 address nor an interface identifier nor a MAC address`);
  if (address === '::') return usage('"::" is no address of a host');
  if (address.startsWith('::ffff:')) return usage(`${text} is an IPv4 address in IPv6 clothes: use an A record`);
  return ok(address);
}

/** Lower case with colons; null where it is not a MAC address (EUI-48). */
export function parseMac(text: string): string | null {
  const octets = /^[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}$/i.test(text) ? text.split(/[:-]/) : null;
  return octets?.join(':').toLowerCase() ?? null;
}

function usage(message: string): Result<never, Failure> {
  return fail({ code: 'usage', message });
}
