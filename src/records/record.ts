/** The types that the service knows. There is no NS, and no TTL anywhere: both are the service's business. */
export const recordTypes = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'SPF', 'SRV', 'TXT'] as const;
export type RecordType = (typeof recordTypes)[number];

/** The fields beside `data`, each with the types that use it, in the order of a zone file. */
export const fieldsOf = {
  A: [],
  AAAA: [],
  CAA: ['flags', 'tag'],
  CNAME: [],
  MX: ['priority'],
  SPF: [],
  SRV: ['priority', 'weight', 'port'],
  TXT: [],
} as const satisfies Readonly<Record<RecordType, readonly ExtraField[]>>;

export const extraFields = ['priority', 'weight', 'port', 'flags', 'tag'] as const;
export type ExtraField = (typeof extraFields)[number];

/** What a record says, in the service's names. A field that its type does not use is null. */
export interface RecordContent {
  /** Wider than `RecordType`: a type that is not known here may be listed and is never touched. */
  readonly type: string;
  /** Relative to the zone; the apex is the empty string. */
  readonly name: string;
  /** Empty for an A or AAAA record that follows the zone's address. */
  readonly data: string;
  readonly priority: number | null;
  readonly weight: number | null;
  readonly port: number | null;
  readonly flags: number | null;
  readonly tag: string | null;
}

/** A checked record that may be sent. Made only by `parseRecord`. */
export interface NewRecord extends RecordContent {
  readonly type: RecordType;
}

/** A record as the service holds it. */
export interface StoredRecord extends RecordContent {
  readonly id: number;
  /** What name servers answer where that is more than `data` says: prefix and identifier joined. */
  readonly expandedData: string | null;
}

export function isRecordType(type: string): type is RecordType {
  return recordTypes.some((known) => known === type);
}
