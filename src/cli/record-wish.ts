import { resolve as resolvePath } from 'node:path';
import type { Failure } from '../failure.ts';
import type { RecordWish } from '../pipeline/records/record-editor.ts';
import type { World } from '../pipeline/world.ts';
import { parseName } from '../records/name.ts';
import { parseRecord, parseRecordType } from '../records/parse-record.ts';
import { parseRecordsFile } from '../records/parse-records-file.ts';
import { fail, ok, type Result } from '../result.ts';
import { readTextFile } from '../settings/files.ts';
import type { Zone } from '../update.ts';

/** What was typed behind `dynv6 records`. */
export type AskedEdit =
  | {
      readonly kind: 'set' | 'add' | 'delete';
      readonly zone: string;
      readonly name: string;
      readonly type: string;
      readonly data: readonly string[];
    }
  | { readonly kind: 'apply'; readonly zone: string; readonly file: string; readonly prune: boolean };

/** What is wanted of the zone, checked. */
export function recordWish(asked: AskedEdit, zone: Zone, world: World): Result<RecordWish, Failure> {
  if (asked.kind === 'apply') {
    const records = readRecords(asked.file, zone, world);
    return records.ok ? ok({ kind: 'apply', records: records.value, prune: asked.prune }) : records;
  }
  const { kind, name, type, data } = asked;
  if (kind === 'delete' && data.length === 0) return deletionOfAll(name, type, zone);
  const record = parseRecord(zone, name, type, data);
  return record.ok ? ok({ kind, record: record.value }) : record;
}

function deletionOfAll(name: string, type: string, zone: Zone): Result<RecordWish, Failure> {
  const knownType = parseRecordType(type);
  if (!knownType.ok) return knownType;
  const relativeName = parseName(zone, name);
  if (!relativeName.ok) return relativeName;
  return ok({ kind: 'delete', record: { name: relativeName.value, type: knownType.value } });
}

function readRecords(file: string, zone: Zone, { files, currentFolder }: World) {
  const text = readTextFile(files, resolvePath(currentFolder, file), 'the file');
  if (!text.ok) return fail<Failure>({ ...text.failure, code: 'usage' });
  if (text.value === null) return fail<Failure>({ code: 'usage', message: `the file ${file} does not exist` });
  const records = parseRecordsFile(zone, text.value);
  return records.ok ? records : fail({ ...records.failure, message: `${file}: ${records.failure.message}` });
}
