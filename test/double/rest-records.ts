import ipaddr from 'ipaddr.js';
import type { Answer } from './handler.ts';
import { type InvalidField, invalid, json, noContent, refused } from './rest-answers.ts';
import { addHeldRecord, type HeldRecord } from './rest-state.ts';
import type { Body } from './rest-zones.ts';
import type { State } from './state.ts';

export function listRecords(zone: string, state: State): Answer {
  return json(
    200,
    recordsOf(zone, state).map((record) => shownRecord(zone, record, state)),
  );
}

export function addRecord(zone: string, body: Body, state: State): Answer {
  const missing = ['type', 'name', 'data'].filter((field) => typeof body[field] !== 'string');
  if (missing.length > 0) return invalid(missing.map((name) => ({ name, message: "can't be blank" })));
  const record = recordFrom(body, unused);
  const faults = faultsOf(record);
  if (faults.length > 0) return invalid(faults);
  return json(200, shownRecord(zone, addHeldRecord(state.rest, zone, record), state));
}

export function showRecord(zone: string, id: number, state: State): Answer {
  const record = recordsOf(zone, state).find((one) => one.id === id);
  return record === undefined ? refused(404, state.switches) : json(200, shownRecord(zone, record, state));
}

export function changeRecord(zone: string, id: number, body: Body, state: State): Answer {
  const held = recordsOf(zone, state);
  const record = held.find((one) => one.id === id);
  if (record === undefined) return refused(404, state.switches);
  const changed = { ...recordFrom(body, record), id };
  const faults = faultsOf(changed);
  if (faults.length > 0) return invalid(faults);
  state.rest.records.set(
    zone,
    held.map((one) => (one.id === id ? changed : one)),
  );
  return json(200, shownRecord(zone, changed, state));
}

export function deleteRecord(zone: string, id: number, state: State): Answer {
  const held = recordsOf(zone, state);
  if (!held.some((one) => one.id === id)) return refused(404, state.switches);
  state.rest.records.set(
    zone,
    held.filter((one) => one.id !== id),
  );
  return noContent;
}

function recordsOf(zone: string, state: State): readonly HeldRecord[] {
  return state.rest.records.get(zone) ?? [];
}

type Content = Omit<HeldRecord, 'id'>;

const unused: Content = {
  type: '',
  name: '',
  data: '',
  priority: null,
  weight: null,
  port: null,
  flags: null,
  tag: null,
};

function recordFrom(body: Body, before: Content): Content {
  const text = (field: 'type' | 'name' | 'data'): string => {
    const value = body[field];
    return typeof value === 'string' ? value : before[field];
  };
  const number = (field: 'priority' | 'weight' | 'port' | 'flags'): number | null => {
    const value = body[field];
    return typeof value === 'number' ? value : before[field];
  };
  const name = text('name');
  return {
    type: text('type'),
    name: name === '@' ? '' : name,
    data: text('data'),
    priority: number('priority'),
    weight: number('weight'),
    port: number('port'),
    flags: number('flags'),
    tag: typeof body['tag'] === 'string' ? body['tag'] : before.tag,
  };
}

const mac = /^[\da-f]{2}(?::[\da-f]{2}){5}$/i;
const needs: Readonly<Record<string, readonly ('priority' | 'weight' | 'port' | 'flags' | 'tag')[]>> = {
  MX: ['priority'],
  SRV: ['priority', 'weight', 'port'],
  CAA: ['flags', 'tag'],
};
const types = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'SPF', 'SRV', 'TXT'];

function faultsOf(record: Content): readonly InvalidField[] {
  const { type, name, data } = record;
  const blank = (needs[type] ?? []).filter((field) => record[field] === null);
  return [
    ...(types.includes(type) ? [] : [{ name: 'type', message: 'is not included in the list' }]),
    ...(/^(?:\*|[a-z0-9_-]+)?(?:\.[a-z0-9_-]+)*$/.test(name) ? [] : [{ name: 'name', message: 'is invalid' }]),
    ...(isRightFor(type, data) ? [] : [{ name: 'data', message: 'is invalid' }]),
    ...blank.map((field) => ({ name: field, message: "can't be blank" })),
  ];
}

function isRightFor(type: string, data: string): boolean {
  if (type === 'A') return data === '' || ipaddr.IPv4.isValidFourPartDecimal(data);
  if (type === 'AAAA') return data === '' || ipaddr.IPv6.isValid(data) || mac.test(data);
  return data !== '';
}

/** The keys in the order in which the service was seen to write them. */
function shownRecord(zone: string, record: HeldRecord, state: State): object {
  const { type, name, data, id, priority, flags, tag, weight, port } = record;
  const { restApex, restUnused, restLongText } = state.switches;
  const pieces = data.match(/.{1,255}/gsu) ?? [];
  const quoted = restLongText === 'in quoted pieces' && pieces.length > 1;
  const fields = Object.entries({ priority, flags, tag, weight, port });
  const expanded = expandedData(zone, record, state);
  return {
    type,
    name: name === '' ? restApex : name,
    data: quoted ? pieces.map((piece) => `"${piece}"`).join(' ') : data,
    ...Object.fromEntries(fields.filter(([, value]) => value !== null || restUnused === 'null')),
    ...(expanded === data ? {} : { expandedData: expanded }),
    id,
    zoneID: state.rest.zoneIds.get(zone),
  };
}

/** What name servers answer: the zone's address, or its prefix with the identifier. */
function expandedData(zone: string, { type, data }: HeldRecord, { zones }: State): string {
  const held = zones.get(zone);
  if (type === 'A' && data === '') return held?.ipv4 ?? '';
  if (type !== 'AAAA') return data;
  if (data === '') return held?.ipv6 ?? '';
  const [network, length = ''] = held?.ipv6prefix?.split('/') ?? [];
  const identifier = mac.test(data) ? eui64(data) : data;
  if (network === undefined || !identifier.startsWith('::')) return data;
  const mask = ipaddr.IPv6.subnetMaskFromPrefixLength(Number(length)).parts;
  const low = ipaddr.IPv6.parse(identifier).parts;
  const parts = ipaddr.IPv6.parse(network).parts.map((part, at) => part | ((low[at] ?? 0) & ~(mask[at] ?? 0)));
  return new ipaddr.IPv6(parts).toRFC5952String();
}

/** RFC 4291, appendix A. */
function eui64(address: string): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = address.split(':').map((octet) => Number.parseInt(octet, 16));
  const parts = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f];
  return new ipaddr.IPv6([0, 0, 0, 0, ...parts]).toRFC5952String();
}
