import ipaddr from 'ipaddr.js';
import type { Family } from '../../src/machine.ts';
import type { HeldZone } from './state.ts';
import type { Switches } from './switches.ts';

/** Whom the service sees at the other end. */
interface Client {
  readonly family: Family;
  readonly address: string;
}

type Parameters = Readonly<Record<string, string>>;

/** A field's new value: null removes it, undefined refuses the request. */
type Value = string | null | undefined;

/** The zone after the update; null where a parameter is not to be understood, and nothing changes. */
export function updatedZone(
  held: HeldZone,
  parameters: Parameters,
  client: Client,
  switches: Switches,
): HeldZone | null {
  const ipv4 = newIpv4(held, parameters, client, switches);
  const ipv6prefix = newPrefix(held, parameters, { ipv4: ipv4 ?? null, client, switches });
  const ipv6 = newIpv6(held, parameters, { ipv4: ipv4 ?? null, ipv6prefix: ipv6prefix ?? null, client, switches });
  if (ipv4 === undefined || ipv6 === undefined || ipv6prefix === undefined) return null;
  return { ipv4, ipv6, ipv6prefix };
}

interface Surroundings {
  readonly ipv4: string | null;
  readonly client: Client;
  readonly switches: Switches;
}

function newIpv4(held: HeldZone, { ipv4 = '' }: Parameters, client: Client, switches: Switches): Value {
  if (ipv4 === '') return held.ipv4;
  if (ipv4 === 'auto') return seen('ipv4', held.ipv4, client, switches);
  if (ipv4 === '-') return switches.removal === 'removes' ? null : undefined;
  return ipaddr.IPv4.isValidFourPartDecimal(ipv4) ? ipv4 : undefined;
}

function newPrefix(held: HeldZone, parameters: Parameters, { ipv4, client, switches }: Surroundings): Value {
  const { ipv6 = '', ipv6prefix = '' } = parameters;
  if (ipv6prefix === '') {
    const setsIt = ipv6.includes('/') && switches.ipv6Length === 'sets the prefix';
    return setsIt ? network(ipv6) : held.ipv6prefix;
  }
  if (ipv6prefix === 'auto') {
    const address = seen('ipv6', null, client, switches);
    return address ? network(`${address}/64`) : address;
  }
  if (ipv6prefix === '6to4') return ipv4 === null ? undefined : network(`${sixToFour(ipv4)}/48`);
  if (ipv6prefix === '-') return switches.removal === 'removes' ? null : undefined;
  return network(ipv6prefix);
}

function newIpv6(
  held: HeldZone,
  { ipv6 = '', ipv6prefix: askedPrefix = '' }: Parameters,
  { ipv4, ipv6prefix, client, switches }: Surroundings & { readonly ipv6prefix: string | null },
): Value {
  if (ipv6 === '') return held.ipv6;
  if (ipv6 === 'auto') return seen('ipv6', held.ipv6, client, switches);
  if (ipv6 === '6to4') return ipv4 === null ? undefined : sixToFour(ipv4);
  if (ipv6 === '-') return { removes: null, ignored: held.ipv6, invalid: undefined }[switches.ipv6Removal];

  const [address = '', length] = ipv6.split('/');
  if (length !== undefined && (switches.ipv6Length === 'invalid' || network(ipv6) === undefined)) return undefined;
  if (!isIpv6(address)) return undefined;
  if (askedPrefix !== '' && ipv6prefix !== null && isSuffix(address)) return joined(ipv6prefix, address);
  return ipaddr.IPv6.parse(address).toRFC5952String();
}

function seen(family: Family, held: string | null, client: Client, { wrongFamilyAuto }: Switches): Value {
  if (client.family === family) return client.address;
  return wrongFamilyAuto === 'ignored' ? held : undefined;
}

function network(text: string): string | undefined {
  const [address = '', length = ''] = text.split('/');
  if (!isIpv6(address) || !/^\d{1,3}$/.test(length) || Number(length) > 128) return undefined;
  return `${ipaddr.IPv6.networkAddressFromCIDR(text).toRFC5952String()}/${length}`;
}

function isIpv6(text: string): boolean {
  return ipaddr.IPv6.isValid(text) && !text.includes('%') && !text.includes('.');
}

/** An interface identifier alone, to be joined with the prefix that stands beside it. */
function isSuffix(address: string): boolean {
  return ipaddr.IPv6.parse(address)
    .parts.slice(0, 4)
    .every((part) => part === 0);
}

function joined(prefix: string, suffix: string): string {
  const [base, length] = ipaddr.IPv6.parseCIDR(prefix);
  const mask = ipaddr.IPv6.subnetMaskFromPrefixLength(length).parts;
  const low = ipaddr.IPv6.parse(suffix).parts;
  const parts = base.parts.map((part, at) => part | ((low[at] ?? 0) & ~(mask[at] ?? 0)));
  return new ipaddr.IPv6(parts).toRFC5952String();
}

/** RFC 3056, section 2. */
function sixToFour(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv4.parse(ipv4).octets;
  return new ipaddr.IPv6([0x2002, (a << 8) | b, (c << 8) | d, 0, 0, 0, 0, 1]).toRFC5952String();
}
