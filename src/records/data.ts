import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Zone } from '../update.ts';
import { parseIpv4Data, parseIpv6Data } from './address-data.ts';
import { parseTarget } from './name.ts';
import type { RecordContent, RecordType } from './record.ts';
import { parseText } from './text-data.ts';
import { splitWords, unquote } from './words.ts';

/** What a type makes of its words. */
export type Data = Pick<RecordContent, 'data'> & Partial<Omit<RecordContent, 'data' | 'type' | 'name'>>;

type DataParser = (words: readonly string[], zone: Zone) => Result<Data, Failure>;

const parsers: Readonly<Record<RecordType, DataParser>> = {
  A: (words) => single('A', words, parseIpv4Data),
  AAAA: (words) => single('AAAA', words, parseIpv6Data),
  CNAME: (words, zone) => {
    const [target, ...rest] = words;
    if (target === undefined || rest.length > 0) return usage('CNAME takes one name');
    return withData(parseTarget(zone, target));
  },
  MX: parseMx,
  SRV: parseSrv,
  CAA: parseCaa,
  TXT: (words) => withData(parseText('TXT', words)),
  SPF: (words) => withData(parseText('SPF', words)),
};

/** The data of a record of this type, from words in the order of a zone file. Fails with `usage`. */
export function parseData(type: RecordType, words: readonly string[], zone: Zone): Result<Data, Failure> {
  return parsers[type](words, zone);
}

function parseMx(words: readonly string[], zone: Zone): Result<Data, Failure> {
  const [priority = '', target, ...rest] = zoneFileWords(words) ?? [];
  if (target === undefined || rest.length > 0) return usage('MX takes a priority and a name: 10 mail');
  const parsed = parseNumber('priority', priority, 65535);
  if (!parsed.ok) return parsed;
  return withData(parseServer(zone, target), { priority: parsed.value });
}

function parseSrv(words: readonly string[], zone: Zone): Result<Data, Failure> {
  const [priorityText = '', weightText = '', portText = '', target, ...rest] = zoneFileWords(words) ?? [];
  if (target === undefined || rest.length > 0) {
    return usage('SRV takes priority, weight, port and a name: 10 5 5060 sip');
  }
  const priority = parseNumber('priority', priorityText, 65535);
  if (!priority.ok) return priority;
  const weight = parseNumber('weight', weightText, 65535);
  if (!weight.ok) return weight;
  const port = parseNumber('port', portText, 65535);
  if (!port.ok) return port;
  return withData(parseServer(zone, target), { priority: priority.value, weight: weight.value, port: port.value });
}

const caaTags = ['issue', 'issuewild', 'iodef'];

function parseCaa(words: readonly string[]): Result<Data, Failure> {
  const [flagsText = '', tagText = '', value, ...rest] = zoneFileWords(words) ?? [];
  if (value === undefined || rest.length > 0) {
    return usage('CAA takes flags, a tag and a value, in quotes where it has blanks: 0 issue letsencrypt.org');
  }
  const flags = parseNumber('flags', flagsText, 255);
  if (!flags.ok) return flags;
  const tag = tagText.toLowerCase();
  if (!caaTags.includes(tag)) return usage(`CAA has the tags ${caaTags.join(', ')}, not "${tagText}"`);
  return withData(parseText('CAA', [value]), { flags: flags.value, tag });
}

/** "." says that there is no such server (RFC 7505 for MX, RFC 2782 for SRV). */
function parseServer(zone: Zone, text: string): Result<string, Failure> {
  return text === '.' ? ok('.') : parseTarget(zone, text);
}

/** One word alone is a line of its own (`"10 mail"`); of several, each is a word already. */
function zoneFileWords(words: readonly string[]): readonly string[] | null {
  const [line, ...rest] = words;
  return line !== undefined && rest.length === 0 ? splitWords(line) : words.map(unquote);
}

function single(
  type: RecordType,
  [text = '', ...rest]: readonly string[],
  parse: (text: string) => Result<string, Failure>,
): Result<Data, Failure> {
  return rest.length > 0 ? usage(`${type} takes one address, or none to follow the zone's`) : withData(parse(text));
}

function parseNumber(field: string, text: string, highest: number): Result<number, Failure> {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= highest) return ok(number);
  return usage(`${field} is a number from 0 to ${highest}, not "${text}"`);
}

function withData(data: Result<string, Failure>, beside: Omit<Data, 'data'> = {}): Result<Data, Failure> {
  return data.ok ? ok({ ...beside, data: data.value }) : data;
}

function usage(message: string): Result<never, Failure> {
  return fail({ code: 'usage', message });
}
