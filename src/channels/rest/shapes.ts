import { isObject } from '../../json-object.ts';
import type { StoredRecord } from '../../records/record.ts';

/** A zone as the REST API shows it. Addresses that are not set are empty. */
export interface RestZone {
  readonly id: number;
  readonly name: string;
  readonly ipv4address: string;
  /** "Primary IPv6 address or prefix", says the service: one value for both. */
  readonly ipv6prefix: string;
  /** As the service writes it (`2024-11-27T14:24:02+01:00`); empty where it says nothing. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a zone can be given; what is not named is not touched. */
export type ZoneAddresses = Readonly<Partial<Pick<RestZone, 'ipv4address' | 'ipv6prefix'>>>;

/** A zone out of parsed JSON, checked field by field; null where it is none. */
export function parseRestZone(json: unknown): RestZone | null {
  if (!isObject(json)) return null;
  const { id, name } = json;
  if (!isId(id) || typeof name !== 'string' || name === '') return null;
  const ipv4address = textOrEmpty(json['ipv4address']);
  const ipv6prefix = textOrEmpty(json['ipv6prefix']);
  if (ipv4address === null || ipv6prefix === null) return null;
  const createdAt = textOrEmpty(json['createdAt']) ?? '';
  const updatedAt = textOrEmpty(json['updatedAt']) ?? '';
  return { id, name, ipv4address, ipv6prefix, createdAt, updatedAt };
}

/** A record out of parsed JSON, checked field by field; null where it is none. */
export function parseRestRecord(json: unknown): StoredRecord | null {
  if (!isObject(json)) return null;
  const { id, type, name } = json;
  const data = textOrEmpty(json['data']);
  if (!isId(id) || typeof type !== 'string' || typeof name !== 'string' || data === null) return null;
  const priority = numberOrNull(json['priority']);
  const weight = numberOrNull(json['weight']);
  const port = numberOrNull(json['port']);
  const flags = numberOrNull(json['flags']);
  const tag = textOrEmpty(json['tag']);
  const expandedData = textOrEmpty(json['expandedData']);
  if (priority === undefined || weight === undefined || port === undefined || flags === undefined) return null;
  if (tag === null || expandedData === null) return null;
  return {
    id,
    type,
    name,
    data,
    priority,
    weight,
    port,
    flags,
    tag: tag === '' ? null : tag,
    expandedData: expandedData === '' ? null : expandedData,
  };
}

/** All of a list, or null: one stranger in it, and it is no list of these. */
export function parseEach<Item>(json: unknown, parse: (item: unknown) => Item | null): readonly Item[] | null {
  if (!Array.isArray(json)) return null;
  const items: Item[] = [];
  for (const element of json) {
    const item = parse(element);
    if (item === null) return null;
    items.push(item);
  }
  return items;
}

/** The service's ids are 64 bits wide; beyond 53 JSON would round them, and the request would meet another record. */
function isId(json: unknown): json is number {
  return typeof json === 'number' && Number.isSafeInteger(json) && json >= 0;
}

function textOrEmpty(json: unknown): string | null {
  if (json === undefined || json === null) return '';
  return typeof json === 'string' ? json : null;
}

function numberOrNull(json: unknown): number | null | undefined {
  if (json === undefined || json === null) return null;
  return typeof json === 'number' && Number.isSafeInteger(json) ? json : undefined;
}
