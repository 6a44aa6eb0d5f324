import type { Failure } from '../../failure.ts';
import { asciiName } from '../../records/name.ts';
import { fieldsOf, type NewRecord, type StoredRecord } from '../../records/record.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Secret } from '../../secret.ts';
import type { Zone } from '../../update.ts';
import type { HttpAnswer, HttpRequest, Send } from '../http.ts';
import { zoneUnknown } from '../http-status.ts';
import { type AnswerContext, readEmpty, readJson, type Subject } from './answer.ts';
import { parseEach, parseRestRecord, parseRestZone, type RestZone, type ZoneAddresses } from './shapes.ts';

export interface RestOptions {
  /** Its path, if any, stands before `/api/v2`. */
  readonly server: URL;
  readonly token: Secret;
  readonly send: Send;
  /** Milliseconds since the epoch; what a `Retry-After` date is counted from. */
  readonly now: () => number;
}

/** What a call gives. */
type Answered<Value> = Promise<Result<Value, Failure>>;

/** dynv6's REST API v2, a request for each call. https://dynv6.github.io/api-spec/ */
export interface RestClient {
  zones(signal: AbortSignal): Answered<readonly RestZone[]>;
  /** The zone of exactly this name; `zone-unknown` where there is none. */
  zone(name: Zone, signal: AbortSignal): Answered<RestZone>;
  addZone(name: Zone, addresses: ZoneAddresses, signal: AbortSignal): Answered<RestZone>;
  changeZone(zone: RestZone, addresses: ZoneAddresses, signal: AbortSignal): Answered<RestZone>;
  /** With all its records. */
  deleteZone(zone: RestZone, signal: AbortSignal): Answered<null>;
  records(zone: RestZone, signal: AbortSignal): Answered<readonly StoredRecord[]>;
  addRecord(zone: RestZone, record: NewRecord, signal: AbortSignal): Answered<StoredRecord>;
  changeRecord(zone: RestZone, id: number, record: NewRecord, signal: AbortSignal): Answered<StoredRecord>;
  deleteRecord(zone: RestZone, id: number, signal: AbortSignal): Answered<null>;
}

export function restClient({ server, token, send, now }: RestOptions): RestClient {
  const call = async <Value>(
    method: HttpRequest['method'],
    path: readonly (string | number)[],
    read: Reader<Value>,
    signal: AbortSignal,
    body?: object,
  ): Answered<Value> => {
    const url = urlOf(server, path);
    const answer = await send(requestFor(method, url, token, body), signal);
    const context = { subject: subjectOf(path), host: url.host, token, now: now() };
    return answer.ok ? read(answer.value, context) : answer;
  };

  const zones: RestClient['zones'] = (signal) => call('GET', ['zones'], readZones, signal);

  return {
    zones,
    async zone(name, signal) {
      const named = await call('GET', ['zones', 'by-name', name], readZoneIfAny, signal);
      if (!named.ok) return named;
      if (named.value !== null && isNamed(named.value, name)) return ok(named.value);
      // A server that does not know this way to ask says the same as one that does not know the zone.
      const listed = await zones(signal);
      if (!listed.ok) return listed;
      const zone = listed.value.find((one) => isNamed(one, name));
      return zone === undefined ? fail(zoneUnknown) : ok(zone);
    },
    addZone: (name, addresses, signal) => call('POST', ['zones'], readZone, signal, { name, ...addresses }),
    async changeZone({ id }, addresses, signal) {
      const changed = await call('PATCH', ['zones', id], readZoneOrNothing, signal, addresses);
      if (!changed.ok) return changed;
      return changed.value === null ? call('GET', ['zones', id], readZone, signal) : ok(changed.value);
    },
    deleteZone: ({ id }, signal) => call('DELETE', ['zones', id], readEmpty, signal),
    records: ({ id }, signal) => call('GET', ['zones', id, 'records'], readRecords, signal),
    addRecord: ({ id }, record, signal) => call('POST', ['zones', id, 'records'], readRecord, signal, bodyOf(record)),
    changeRecord: (zone, id, record, signal) =>
      call('PATCH', ['zones', zone.id, 'records', id], readRecord, signal, bodyOf(record)),
    deleteRecord: (zone, id, signal) => call('DELETE', ['zones', zone.id, 'records', id], readEmpty, signal),
  };
}

type Reader<Value> = (answer: HttpAnswer, context: AnswerContext) => Result<Value, Failure>;

const readZone: Reader<RestZone> = (answer, context) => readJson(answer, context, parseRestZone);
const readZones: Reader<readonly RestZone[]> = (answer, context) =>
  readJson(answer, context, (json) => parseEach(json, parseRestZone));
const readRecord: Reader<StoredRecord> = (answer, context) => readJson(answer, context, parseRestRecord);
const readRecords: Reader<readonly StoredRecord[]> = (answer, context) =>
  readJson(answer, context, (json) => parseEach(json, parseRestRecord));

const readZoneIfAny: Reader<RestZone | null> = (answer, context) =>
  answer.status === 404 || answer.status === 405 ? ok(null) : readZone(answer, context);

/** That a change answers with the zone is seen, but stands on no page. */
const readZoneOrNothing: Reader<RestZone | null> = (answer, context) =>
  answer.body.trim() === '' ? readEmpty(answer, context) : readZone(answer, context);

function urlOf(server: URL, path: readonly (string | number)[]): URL {
  const url = new URL(server);
  url.pathname = [url.pathname.replace(/\/$/, ''), 'api', 'v2', ...path.map(encodeURIComponent)].join('/');
  return url;
}

function requestFor(method: HttpRequest['method'], url: URL, token: Secret, body?: object): HttpRequest {
  const headers = { authorization: `Bearer ${token.reveal()}`, accept: 'application/json' };
  if (body === undefined) return { method, url, headers, over: 'any' };
  return {
    method,
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    over: 'any',
  };
}

/** What is absent where a request meets a 404: of a new record it is the zone. */
function subjectOf(path: readonly (string | number)[]): Subject {
  if (path.length === 1) return 'zones';
  return path.length > 3 ? 'record' : 'zone';
}

/** Only what the type uses: the rest is null at the service. */
function bodyOf(record: NewRecord): object {
  const { type, name, data } = record;
  return { type, name, data, ...Object.fromEntries(fieldsOf[type].map((field) => [field, record[field]])) };
}

/** The whole name, never its end: `my-example.dynv6.net` is another zone than `example.dynv6.net`. */
function isNamed({ name }: RestZone, wanted: Zone): boolean {
  return asciiName(name.replace(/\.$/, '')) === wanted;
}
