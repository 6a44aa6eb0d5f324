import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Zone } from '../update.ts';
import { type JsonEntry, type JsonTree, type Misplaced, parseJsonTree, placeOf } from './json-tree.ts';
import { parseRecordEntry } from './parse-record-entry.ts';
import type { NewRecord } from './record.ts';
import { unknownKey } from './unknown-key.ts';

/** What `records list --json` prints beside the records. */
const documentKeys = ['records', 'version', 'zone'];

/**
 * The records that a file asks for: `{ "records": [ … ] }`, the bare list, or what `records list --json` prints. Each
 * has `name`, `type` and `data`, the fields of MX, SRV and CAA either in the data (`10 mail`) or beside it. A byte
 * order mark and any line ends will do. Fails with `usage`, naming line and column.
 */
export function parseRecordsFile(zone: Zone, text: string): Result<readonly NewRecord[], Failure> {
  const json = text.replace(/^\uFEFF/, '');
  const tree = parseJsonTree(json);
  const records = tree.ok ? parseDocument(zone, tree.value) : tree;
  if (records.ok) return records;
  const { at, message } = records.failure;
  return fail({ code: 'usage', message: `${placeOf(json, at)}: ${message}` });
}

function parseDocument(zone: Zone, tree: JsonTree): Result<readonly NewRecord[], Misplaced> {
  if (tree.kind === 'array') return parseList(zone, tree.items);
  if (tree.kind !== 'object') return fail({ at: tree.at, message: 'a list of records is expected here' });
  const stranger = tree.entries.find(({ key }) => !documentKeys.includes(key));
  if (stranger !== undefined) return fail(unknownKey(stranger, documentKeys));

  const otherVersion = plainEntry(tree.entries, 'version', 1);
  if (otherVersion !== null) return fail({ at: otherVersion.at, message: 'only version 1 is known' });
  const otherZone = plainEntry(tree.entries, 'zone', zone);
  if (otherZone !== null)
    return fail({ at: otherZone.at, message: `these are the records of another zone than ${zone}` });

  const records = tree.entries.find(({ key }) => key === 'records')?.value;
  if (records?.kind === 'array') return parseList(zone, records.items);
  return fail({ at: records?.at ?? tree.at, message: '"records" must be a list' });
}

function parseList(zone: Zone, items: readonly JsonTree[]): Result<readonly NewRecord[], Misplaced> {
  const records: NewRecord[] = [];
  for (const item of items) {
    const record = parseRecordEntry(zone, item);
    if (!record.ok) return record;
    records.push(record.value);
  }
  return ok(records);
}

/** The entry of that name where it holds anything but the one value that will do; null where all is well. */
function plainEntry(entries: readonly JsonEntry[], name: string, right: string | number): JsonEntry | null {
  return entries.find(({ key, value }) => key === name && !(value.kind === 'plain' && value.value === right)) ?? null;
}
