import type { Failure } from '../failure.ts';
import { nearest } from '../nearest.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Zone } from '../update.ts';
import { parseData } from './data.ts';
import { parseName } from './name.ts';
import { isRecordType, type NewRecord, type RecordType, recordTypes } from './record.ts';

const unused = { priority: null, weight: null, port: null, flags: null, tag: null } as const;

/**
 * A record as somebody types it: the name relative or absolute, the type in any case, the data as words in the order
 * of a zone file (`10 mail`), none for an A or AAAA record that follows the zone. Fails with `usage`.
 */
export function parseRecord(
  zone: Zone,
  name: string,
  type: string,
  data: readonly string[],
): Result<NewRecord, Failure> {
  const knownType = parseRecordType(type);
  if (!knownType.ok) return knownType;
  const relativeName = parseName(zone, name);
  if (!relativeName.ok) return relativeName;
  const parsed = parseData(knownType.value, data, zone);
  if (!parsed.ok) return parsed;
  return ok({ ...unused, type: knownType.value, name: relativeName.value, ...parsed.value });
}

/** Fails with `usage`, naming the type that may be meant. */
export function parseRecordType(text: string): Result<RecordType, Failure> {
  const type = text.toUpperCase();
  if (isRecordType(type)) return ok(type);
  const near = nearest(type, recordTypes);
  return fail({
    code: 'usage',
    message: `there is no record type "${text}"${near === null ? '' : `: is ${near} meant?`}`,
    advice: `The service has ${recordTypes.join(', ')}`,
  });
}
