import { parseIpv4, parseIpv6 } from '../ip/address.ts';
import type { Zone } from '../update.ts';
import { parseMac } from './address-data.ts';
import { isRecordType, type RecordContent, type RecordType } from './record.ts';
import { unquote } from './words.ts';

/** Whether a name server would answer the same for both, however they are spelt. */
export function sameRecord(zone: Zone, one: RecordContent, other: RecordContent): boolean {
  return recordKey(zone, one) === recordKey(zone, other);
}

/** Equal for records that say the same: fields that a type does not use do not count. */
export function recordKey(zone: Zone, record: RecordContent): string {
  return JSON.stringify([ownerKey(record), ...meaningOf(zone, record)]);
}

/** Equal for records of the same name and type. */
export function ownerKey({ name, type }: Pick<RecordContent, 'name' | 'type'>): string {
  const relative = name === '@' ? '' : name.toLowerCase();
  return `${relative} ${type.toUpperCase()}`;
}

type Meaning = (record: RecordContent, zone: Zone) => readonly (string | number)[];

const meanings: Readonly<Record<RecordType, Meaning>> = {
  A: ({ data }) => [parseIpv4(data.trim()) ?? data],
  AAAA: ({ data }) => [parseMac(data.trim()) ?? parseIpv6(data.trim()) ?? data],
  CAA: ({ flags, tag, data }) => [flags ?? 0, tag?.toLowerCase() ?? '', unquote(data)],
  CNAME: ({ data }, zone) => [absolute(data, zone)],
  MX: ({ priority, data }, zone) => [priority ?? 0, absolute(data, zone)],
  SPF: ({ data }) => [unquote(data)],
  SRV: ({ priority, weight, port, data }, zone) => [priority ?? 0, weight ?? 0, port ?? 0, absolute(data, zone)],
  TXT: ({ data }) => [unquote(data)],
};

function meaningOf(zone: Zone, record: RecordContent): readonly (string | number | null)[] {
  const type = record.type.toUpperCase();
  if (isRecordType(type)) return meanings[type](record, zone);
  const { data, priority, weight, port, flags, tag } = record;
  return [data, priority, weight, port, flags, tag];
}

function absolute(target: string, zone: Zone): string {
  const name = target.toLowerCase();
  if (name.endsWith('.')) return name;
  return name === '' || name === '@' ? `${zone}.` : `${name}.${zone}.`;
}
