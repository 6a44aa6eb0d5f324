import { fail, ok, type Result } from '../result.ts';
import type { Zone } from '../update.ts';
import type { JsonEntry, JsonTree, Misplaced } from './json-tree.ts';
import { parseRecord, parseRecordType } from './parse-record.ts';
import { type ExtraField, extraFields, fieldsOf, type NewRecord, type RecordType } from './record.ts';
import { unknownKey } from './unknown-key.ts';

/** The service's own; a file may hold them, for it may be a list that was printed. */
const readOnlyKeys = ['id', 'zoneID', 'expandedData'];
const keys = ['name', 'type', 'data', ...extraFields, ...readOnlyKeys];

type Entries = ReadonlyMap<string, JsonEntry>;

/** One record of a file. */
export function parseRecordEntry(zone: Zone, tree: JsonTree): Result<NewRecord, Misplaced> {
  if (tree.kind !== 'object') return fail({ at: tree.at, message: 'a record, in braces, is expected here' });
  const entries = new Map<string, JsonEntry>();
  for (const entry of tree.entries) {
    if (!keys.includes(entry.key)) return fail(unknownKey(entry, keys));
    if (entries.has(entry.key)) return fail({ at: entry.at, message: `"${entry.key}" stands here twice` });
    entries.set(entry.key, entry);
  }

  const name = textOf(entries, 'name', tree);
  if (!name.ok) return name;
  const typeText = textOf(entries, 'type', tree);
  if (!typeText.ok) return typeText;
  const type = parseRecordType(typeText.value);
  if (!type.ok) return fail({ at: tree.at, message: type.failure.message });
  const words = wordsOf(entries, type.value, tree);
  if (!words.ok) return words;

  const record = parseRecord(zone, name.value, type.value, words.value);
  return record.ok ? record : fail({ at: tree.at, message: record.failure.message });
}

/** The data as words of a zone file, with the fields that stand beside it put in front. */
function wordsOf(entries: Entries, type: RecordType, tree: JsonTree): Result<readonly string[], Misplaced> {
  const used: readonly ExtraField[] = fieldsOf[type];
  const given = extraFields.filter((field) => plainValueOf(entries, field) !== null);
  const useless = given.find((field) => !used.includes(field));
  if (useless !== undefined)
    return fail({ at: placeIn(entries, useless, tree), message: `${type} has no "${useless}"` });

  const data = plainValueOf(entries, 'data');
  if (data === null && used.length === 0 && type !== 'A' && type !== 'AAAA') return missing('data', tree);
  if (data !== null && typeof data !== 'string') return notText('data', entries, tree);
  if (given.length === 0) return ok(data === null || data === '' ? [] : [data]);

  const absent = used.find((field) => !given.includes(field));
  if (absent !== undefined) return missing(absent, tree);
  if (data === null) return missing('data', tree);
  return ok([...used.map((field) => String(plainValueOf(entries, field))), data]);
}

function textOf(entries: Entries, key: string, tree: JsonTree): Result<string, Misplaced> {
  const value = plainValueOf(entries, key);
  if (value === null) return missing(key, tree);
  return typeof value === 'string' ? ok(value) : notText(key, entries, tree);
}

/** Null where the key is absent or null; an object or a list counts as `false`, which no key may hold either. */
function plainValueOf(entries: Entries, key: string): string | number | boolean | null {
  const value = entries.get(key)?.value;
  if (value === undefined) return null;
  return value.kind === 'plain' ? value.value : false;
}

function placeIn(entries: Entries, key: string, tree: JsonTree): number {
  return entries.get(key)?.at ?? tree.at;
}

function missing(key: string, { at }: JsonTree): Result<never, Misplaced> {
  return fail({ at, message: `this record has no "${key}"` });
}

function notText(key: string, entries: Entries, tree: JsonTree): Result<never, Misplaced> {
  return fail({ at: placeIn(entries, key, tree), message: `"${key}" must be a text in double quotes` });
}
