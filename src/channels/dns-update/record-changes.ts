import type { Failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import { types } from './codes.ts';
import type { ResourceRecord } from './message.ts';
import { isWithin, type Name, parseName } from './name.ts';
import { type EditableType, parseData } from './record-data.ts';
import { addition, deletion, setDeletion } from './update-message.ts';

/** The update section of one message, or what is wrong with the user's words (`usage`). */
export type Changes = Result<readonly ResourceRecord[], Failure>;

/** Values of one name and type, as the user gives them. */
export interface RecordSet {
  /** Relative to the zone, or absolute where it ends in the zone's name; `@` and the empty name are the apex. */
  readonly name: string;
  readonly type: EditableType;
  /** Addresses, or the plain text of TXT records. */
  readonly data: readonly string[];
}

/** RFC 2181, section 8. */
const longestTtl = 2 ** 31 - 1;

/** These values become the only ones of their name and type; without any, all are deleted. `ttl` in seconds. */
export function setRecords(apex: Name, records: RecordSet, ttl: number): Changes {
  const type = types[records.type];
  return build(apex, records, ttl, (name, values) => [
    setDeletion(name, type),
    ...values.map((data) => addition(name, type, data, ttl)),
  ]);
}

/** These values come beside those that are there, which take over the new time to live. */
export function addRecords(apex: Name, records: RecordSet, ttl: number): Changes {
  return build(apex, records, ttl, (name, values) =>
    values.map((data) => addition(name, types[records.type], data, ttl)),
  );
}

/** These values go, and the others of the same name and type stay. */
export function deleteRecords(apex: Name, records: RecordSet): Changes {
  return build(apex, records, 0, (name, values) => values.map((data) => deletion(name, types[records.type], data)));
}

function build(
  apex: Name,
  { name: text, type, data }: RecordSet,
  ttl: number,
  changes: (name: Name, values: readonly Uint8Array[]) => readonly ResourceRecord[],
): Changes {
  const name = nameInZone(text, apex);
  if (name === null) return usage(`"${text}" is no name in ${apex}`);
  if (!Number.isInteger(ttl) || ttl < 0 || ttl > longestTtl) {
    return usage(`the time to live ${ttl} is not a whole number of seconds up to ${longestTtl}`);
  }
  const values: Uint8Array[] = [];
  for (const value of data) {
    const parsed = parseData(type, value);
    if (parsed === null)
      return usage(`"${value.slice(0, 100)}" is no value of ${type === 'TXT' ? 'a' : 'an'} ${type} record`);
    values.push(parsed);
  }
  return ok(changes(name, values));
}

function nameInZone(text: string, apex: Name): Name | null {
  if (text === '' || text === '@') return apex;
  const name = parseName(text);
  if (name === null || isWithin(name, apex)) return name;
  return text.endsWith('.') ? null : parseName(`${text}.${apex}`);
}

function usage(message: string): Changes {
  return fail({ code: 'usage', message });
}
