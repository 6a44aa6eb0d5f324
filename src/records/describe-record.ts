import { isRecordType, type RecordContent, type RecordType } from './record.ts';
import { quote, unquote } from './words.ts';

const follows = "(follows the zone's address)";

/** One line as in a zone file, for people: `www A 198.41.0.4`, `@ MX 10 mail`. Holds no control characters. */
export function describeRecord(record: RecordContent): string {
  const name = record.name === '' ? '@' : record.name;
  return plain(`${name} ${record.type} ${describeData(record)}`);
}

/** The data alone, with the fields that stand before it in a zone file. */
export function describeData(record: RecordContent): string {
  return plain(isRecordType(record.type) ? descriptions[record.type](record) : record.data);
}

const descriptions: Readonly<Record<RecordType, (record: RecordContent) => string>> = {
  A: ({ data }) => data || follows,
  AAAA: ({ data }) => data || follows,
  CAA: ({ flags, tag, data }) => `${flags ?? 0} ${tag ?? ''} ${quote(unquote(data))}`,
  CNAME: ({ data }) => data,
  MX: ({ priority, data }) => `${priority ?? 0} ${data}`,
  SPF: ({ data }) => quote(unquote(data)),
  SRV: ({ priority, weight, port, data }) => `${priority ?? 0} ${weight ?? 0} ${port ?? 0} ${data}`,
  TXT: ({ data }) => quote(unquote(data)),
};

function plain(text: string): string {
  return text.replace(/\p{C}/gu, '?');
}
