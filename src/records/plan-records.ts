import type { Zone } from '../update.ts';
import { isRecordType, type NewRecord, type RecordType, type StoredRecord } from './record.ts';
import { ownerKey, recordKey } from './same-record.ts';

export interface RecordChange {
  readonly from: StoredRecord;
  readonly to: NewRecord;
}

/** What makes a zone's records what they are to be. Every stored record stands in `change`, `delete` or `keep`, once. */
export interface RecordPlan {
  readonly add: readonly NewRecord[];
  readonly change: readonly RecordChange[];
  readonly delete: readonly StoredRecord[];
  readonly keep: readonly StoredRecord[];
}

export interface PlanOptions {
  readonly zone: Zone;
  /** Delete what is not wanted, duplicates too. Records of a type that is not known here stay. */
  readonly prune: boolean;
  /** Turn a record that is not wanted into a wanted one of the same name and type, before one is added. */
  readonly reuse: boolean;
}

/** `records apply`: all that is wanted is there afterwards; carried out once, a second plan is empty. */
export function planRecords(
  existing: readonly StoredRecord[],
  wanted: readonly NewRecord[],
  { zone, prune, reuse }: PlanOptions,
): RecordPlan {
  const missing = new Map(wanted.map((record) => [recordKey(zone, record), record] as const));
  const keep: StoredRecord[] = [];
  const spare: StoredRecord[] = [];
  for (const record of existing.toSorted((one, other) => one.id - other.id)) {
    (missing.delete(recordKey(zone, record)) ? keep : spare).push(record);
  }

  const reusable = byOwner(reuse ? spare : []);
  const add: NewRecord[] = [];
  const change: RecordChange[] = [];
  for (const to of missing.values()) {
    const from = reusable.get(ownerKey(to))?.shift();
    if (from === undefined) add.push(to);
    else change.push({ from, to });
  }

  const changed = new Set(change.map(({ from }) => from));
  const left = spare.filter((record) => !changed.has(record));
  const goes = (record: StoredRecord): boolean => prune && isRecordType(record.type);
  return { add, change, delete: left.filter(goes), keep: [...keep, ...left.filter((record) => !goes(record))] };
}

function byOwner(records: readonly StoredRecord[]): Map<string, StoredRecord[]> {
  const owned = new Map<string, StoredRecord[]>();
  for (const record of records) {
    const group = owned.get(ownerKey(record));
    if (group === undefined) owned.set(ownerKey(record), [record]);
    else group.push(record);
  }
  return owned;
}

/** `records set`: the name and type hold exactly this; no other record is looked at. */
export function planSet(existing: readonly StoredRecord[], wanted: NewRecord, zone: Zone): RecordPlan {
  const owned = existing.filter((record) => ownerKey(record) === ownerKey(wanted));
  return planRecords(owned, [wanted], { zone, prune: true, reuse: true });
}

/** `records add`: one more, unless it is there already. */
export function planAdd(existing: readonly StoredRecord[], wanted: NewRecord, zone: Zone): RecordPlan {
  return planRecords(existing, [wanted], { zone, prune: false, reuse: false });
}

/** `records delete`: those of this name and type; with a record, only those that say the same. */
export function planDelete(
  existing: readonly StoredRecord[],
  unwanted: { readonly name: string; readonly type: RecordType } | NewRecord,
  zone: Zone,
): RecordPlan {
  const goes = (record: StoredRecord): boolean =>
    'data' in unwanted
      ? recordKey(zone, record) === recordKey(zone, unwanted)
      : ownerKey(record) === ownerKey(unwanted);
  return {
    add: [],
    change: [],
    delete: existing.filter(goes),
    keep: existing.filter((record) => !goes(record)),
  };
}
