/** A record as the service holds it; a field that its type does not use is null. */
export interface HeldRecord {
  readonly id: number;
  readonly type: string;
  readonly name: string;
  readonly data: string;
  readonly priority: number | null;
  readonly weight: number | null;
  readonly port: number | null;
  readonly flags: number | null;
  readonly tag: string | null;
}

/** What only the REST API shows: the numbers of zones and records, and the records. */
export interface RestState {
  readonly zoneIds: Map<string, number>;
  readonly records: Map<string, readonly HeldRecord[]>;
  /** The next number of a zone or a record. */
  readonly next: { zone: number; record: number };
}

/** Zone ids have seven digits, record ids eight, as the service's. */
export function restStateOf(
  zones: readonly string[],
  records: Readonly<Record<string, readonly Partial<HeldRecord>[]>>,
): RestState {
  const state: RestState = { zoneIds: new Map(), records: new Map(), next: { zone: 1_000_001, record: 10_000_001 } };
  for (const zone of zones) {
    addZoneId(state, zone);
    for (const record of records[zone] ?? []) addHeldRecord(state, zone, { ...plainRecord, ...record });
  }
  return state;
}

export function addZoneId(state: RestState, zone: string): void {
  state.zoneIds.set(zone, state.next.zone);
  state.records.set(zone, []);
  state.next.zone += 1;
}

export function addHeldRecord(state: RestState, zone: string, record: Omit<HeldRecord, 'id'>): HeldRecord {
  const held = { ...record, id: state.next.record };
  state.next.record += 1;
  state.records.set(zone, [...(state.records.get(zone) ?? []), held]);
  return held;
}

const plainRecord: Omit<HeldRecord, 'id'> = {
  type: 'A',
  name: '',
  data: '',
  priority: null,
  weight: null,
  port: null,
  flags: null,
  tag: null,
};
