import type { Failure } from '../../failure.ts';
import { parseIpv4, parseIpv6 } from '../../ip/address.ts';
import { contains, formatNetwork, type Network, networkOf, parsePrefixed } from '../../ip/network.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Values } from '../../update.ts';
import type { RestZone } from './shapes.ts';

/**
 * What a zone holds, or is to hold. The REST API has one value for IPv6, `ipv6prefix`, "primary IPv6 address or
 * prefix": here it is read and written as `ADDRESS/LEN`, the form in which the Update API takes both at once. An
 * address alone says nothing of a prefix; a network alone says nothing of an address.
 */
export interface ZoneValues {
  readonly ipv4: string | null;
  readonly ipv6: string | null;
  readonly prefix: Network | null;
}

export function valuesOf({ ipv4address, ipv6prefix }: RestZone): ZoneValues {
  const ipv4 = parseIpv4(ipv4address.trim());
  const text = ipv6prefix.trim();
  const prefixed = parsePrefixed(text);
  if (prefixed === null || prefixed.length === 128) {
    return { ipv4, ipv6: prefixed?.address ?? parseIpv6(text), prefix: null };
  }
  const prefix = networkOf(prefixed.address, prefixed.length);
  return { ipv4, ipv6: prefixed.address === prefix.address ? null : prefixed.address, prefix };
}

/** What an update asks for; null where a value is not meant. Words of the Update API (`auto`, `-`) fail with `usage`. */
export function askedFor({ ipv4, ipv6, ipv6prefix }: Values): Result<ZoneValues, Failure> {
  const asked: ZoneValues = {
    ipv4: ipv4 === undefined ? null : parseIpv4(ipv4),
    ipv6: ipv6 === undefined ? null : parseIpv6(ipv6),
    prefix: ipv6prefix === undefined ? null : parsePrefixed(ipv6prefix),
  };
  const word = [
    asked.ipv4 === null ? ipv4 : undefined,
    asked.ipv6 === null ? ipv6 : undefined,
    asked.prefix === null ? ipv6prefix : undefined,
  ].find((text) => text !== undefined);
  if (word !== undefined) return usage(`REST cannot carry "${word}"`);
  if (asked.ipv6 !== null && asked.prefix !== null && !contains(asked.prefix, asked.ipv6)) {
    return usage(`${asked.ipv6} is not in ${formatNetwork(asked.prefix)}, and REST has one value for both`);
  }
  return ok(asked);
}

/** Whether all that is asked for is there. */
export function holds(held: ZoneValues, asked: ZoneValues): boolean {
  return (
    (asked.ipv4 === null || asked.ipv4 === held.ipv4) &&
    (asked.ipv6 === null || asked.ipv6 === held.ipv6) &&
    (asked.prefix === null || (held.prefix !== null && formatNetwork(asked.prefix) === formatNetwork(held.prefix)))
  );
}

/**
 * The one IPv6 value to write. Where only half of it is asked for, the other half stays as it is held; where it cannot
 * stay, because the old prefix does not cover the new address or the reverse, the update is refused: an address
 * without a prefix would break every host of the zone. Null where IPv6 is not meant.
 */
export function joinedIpv6(held: ZoneValues, asked: ZoneValues): Result<string | null, Failure> {
  const { ipv6, prefix } = asked;
  if (ipv6 === null && prefix === null) return ok(null);
  const address = ipv6 ?? held.ipv6;
  const network = prefix ?? held.prefix;
  if (network === null) return ok(address);
  if (address === null) return ok(formatNetwork(network));
  if (contains(network, address)) return ok(`${address}/${network.length}`);
  return prefix === null
    ? lost(`the zone's prefix ${formatNetwork(network)}`, `${address} alone`)
    : lost(`the zone's address ${address}`, `${formatNetwork(network)} alone`);
}

function lost(what: string, sent: string): Result<never, Failure> {
  return fail({
    code: 'usage',
    message: `${what} would be lost: REST has one value for address and prefix, and ${sent} was to be sent`,
    advice: 'Publish both, or use --via update-api',
  });
}

function usage(message: string): Result<never, Failure> {
  return fail({ code: 'usage', message, advice: 'Use --via update-api' });
}
