import { describeData, describeRecord } from '../records/describe-record.ts';
import type { RecordContent, StoredRecord } from '../records/record.ts';
import type { RecordEdit } from '../records/record-edit.ts';
import type { Colours } from './colours.ts';
import { jsonDocument } from './json.ts';
import { formatTable } from './table.ts';
import { oneLine } from './words.ts';

/** The apex first, then by name and type. */
export function recordsTable(records: readonly StoredRecord[], colours: Colours): string {
  if (records.length === 0) return 'No records.\n';
  const rows = records
    .toSorted(byNameAndType)
    .map((record) => [
      oneLine(record.name) || '@',
      oneLine(record.type),
      describeData(record),
      record.expandedData === null ? '' : colours.faint(oneLine(record.expandedData)),
    ]);
  return formatTable(['name', 'type', 'data', 'is answered as'], rows, colours);
}

/** What `records apply` reads again. */
export function recordsDocument(zone: string, records: readonly StoredRecord[]): string {
  return jsonDocument({ zone, records: records.map(recordObject) });
}

/** One line for each edit: `+ www A 198.41.0.4`. */
export function editLines(edits: readonly RecordEdit[], colours: Colours): string {
  return edits.map((edit) => `${editLine(edit, colours)}\n`).join('');
}

function editLine(edit: RecordEdit, { good, bad, strong, faint }: Colours): string {
  switch (edit.action) {
    case 'add':
      return `${good('+')} ${describeRecord(edit.record)}`;
    case 'change': {
      const before = edit.from === null ? '' : faint(`, was ${describeData(edit.from)}`);
      return `${strong('~')} ${describeRecord(edit.to)}${before}`;
    }
    case 'delete':
      return `${bad('-')} ${'data' in edit.record ? describeRecord(edit.record) : `${edit.record.name || '@'} ${edit.record.type}`}`;
  }
}

type EditResult = 'done' | 'unchanged' | 'planned' | 'declined' | 'failed';

/** What was to be done to a zone's records and how far it came. */
export interface EditReport {
  readonly zone: string;
  readonly channel: string;
  readonly result: EditResult;
  readonly edits: readonly RecordEdit[];
  /** How many records stay as they are; null where that cannot be seen. */
  readonly kept: number | null;
  /** How many edits were made. */
  readonly done: number;
  readonly error: object | null;
}

/** The document of `--json`. */
export function editsDocument({ zone, channel, result, edits, kept, done, error }: EditReport): string {
  const plan = {
    add: edits.flatMap((edit) => (edit.action === 'add' ? [recordObject(edit.record)] : [])),
    change: edits.flatMap((edit) =>
      edit.action === 'change'
        ? [{ from: edit.from === null ? null : recordObject(edit.from), to: recordObject(edit.to) }]
        : [],
    ),
    delete: edits.flatMap((edit) => (edit.action === 'delete' ? [recordObject(edit.record)] : [])),
    keep: kept,
  };
  return jsonDocument({ zone, channel, result, plan, done, error });
}

/** One line for people; null where the failure says it all. */
export function editSummary({ result, edits, kept }: EditReport): string | null {
  switch (result) {
    case 'done':
      return `done: ${counts(edits)}`;
    case 'unchanged':
      return kept === 1 ? 'nothing to do: the one record is as wanted' : 'nothing to do: all is as wanted';
    case 'planned':
      return edits.length === 0 ? 'nothing to do: all is as wanted' : `would be done: ${counts(edits)}`;
    case 'declined':
      return 'nothing was changed';
    case 'failed':
      return null;
  }
}

function counts(edits: readonly RecordEdit[]): string {
  const count = (action: RecordEdit['action']) => edits.filter((edit) => edit.action === action).length;
  const words = [
    [count('add'), 'added'],
    [count('change'), 'changed'],
    [count('delete'), 'deleted'],
  ] as const;
  return words.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`])).join(', ');
}

/** Only what the record has: fields that its type does not use are left out. */
function recordObject(record: RecordContent | Pick<RecordContent, 'name' | 'type'>): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

function byNameAndType(one: StoredRecord, other: StoredRecord): number {
  return order(one.name, other.name) || order(one.type, other.type) || one.id - other.id;
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
