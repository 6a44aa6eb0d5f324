import ipaddr from 'ipaddr.js';
import type { Answer } from './handler.ts';
import { type InvalidField, invalid, json, noContent } from './rest-answers.ts';
import { addZoneId } from './rest-state.ts';
import { emptyZone, type HeldZone, type State } from './state.ts';
import type { Switches } from './switches.ts';

export type Body = Readonly<Record<string, unknown>>;

const at = '2024-11-27T14:24:02+01:00';

/** The keys in the order in which the service was seen to write them. */
export function shownZone(name: string, state: State): object {
  const { ipv4, ...held } = state.zones.get(name) ?? emptyZone;
  const id = state.rest.zoneIds.get(name);
  return {
    name,
    ipv4address: ipv4 ?? '',
    ipv6prefix: shownIpv6(held, state.switches),
    id,
    createdAt: at,
    updatedAt: at,
  };
}

export function addZone(body: Body, state: State): Answer {
  const { name } = body;
  if (typeof name !== 'string' || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)) {
    return invalid([{ name: 'name', message: 'is invalid' }]);
  }
  if (state.zones.has(name)) return invalid([{ name: 'name', message: 'has already been taken' }]);
  const held = changedZone(emptyZone, body, state.switches);
  if (Array.isArray(held)) return invalid(held);
  state.zones.set(name, held);
  addZoneId(state.rest, name);
  return json(200, shownZone(name, state));
}

export function changeZone(name: string, body: Body, state: State): Answer {
  const held = changedZone(state.zones.get(name) ?? emptyZone, body, state.switches);
  if (Array.isArray(held)) return invalid(held);
  state.zones.set(name, held);
  return state.switches.restPatch === 'nothing' ? { ...noContent, status: 200 } : json(200, shownZone(name, state));
}

export function deleteZone(name: string, state: State): Answer {
  state.zones.delete(name);
  state.rest.zoneIds.delete(name);
  state.rest.records.delete(name);
  return noContent;
}

function changedZone(held: HeldZone, body: Body, switches: Switches): HeldZone | InvalidField[] {
  const { ipv4address, ipv6prefix } = body;
  const ipv4 = ipv4address === undefined ? held.ipv4 : newIpv4(ipv4address);
  const ipv6 = ipv6prefix === undefined ? held : newIpv6(held, ipv6prefix, switches);
  const faults = [
    ...(ipv4 === undefined ? [{ name: 'ipv4address', message: 'is invalid' }] : []),
    ...(ipv6 === undefined ? [{ name: 'ipv6prefix', message: 'is invalid' }] : []),
  ];
  return ipv4 === undefined || ipv6 === undefined ? faults : { ...ipv6, ipv4 };
}

/** What an empty value does is not known: here it removes. */
function newIpv4(value: unknown): string | null | undefined {
  if (value === '') return null;
  return typeof value === 'string' && ipaddr.IPv4.isValidFourPartDecimal(value) ? value : undefined;
}

function newIpv6(held: HeldZone, value: unknown, { restIpv6 }: Switches): HeldZone | undefined {
  if (value === '') return { ...held, ipv6: null, ipv6prefix: null };
  const given = parseIpv6Value(value);
  if (given === null) return undefined;
  const { address, network, length } = given;
  const prefix = `${network}/${length ?? 64}`;
  const isNetwork = address === network && length !== null;
  if (restIpv6 === 'a network, cleared') return { ...held, ipv6prefix: prefix };
  if (restIpv6 === 'a network, refused') return isNetwork ? { ...held, ipv6prefix: prefix } : undefined;
  return { ...held, ipv6: isNetwork ? null : address, ipv6prefix: length === null ? null : prefix };
}

/** An address, with a length or without; the network is that of a /64 where no length is given. */
function parseIpv6Value(value: unknown) {
  const [, text = '', digits] = /^([\da-fA-F:]+)(?:\/(\d{1,3}))?$/.exec(String(value)) ?? [];
  const length = digits === undefined ? null : Number(digits);
  if (!ipaddr.IPv6.isValid(text) || (length ?? 0) > 128) return null;
  const address = ipaddr.IPv6.parse(text).toRFC5952String();
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${address}/${length ?? 64}`).toRFC5952String();
  return { address, network, length };
}

function shownIpv6({ ipv6, ipv6prefix }: Omit<HeldZone, 'ipv4'>, { restIpv6 }: Switches): string {
  if (restIpv6 !== 'an address with its length') return ipv6prefix ?? '';
  const length = ipv6prefix?.split('/')[1];
  return ipv6 !== null && length !== undefined ? `${ipv6}/${length}` : (ipv6 ?? ipv6prefix ?? '');
}
