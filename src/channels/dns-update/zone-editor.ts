import type { Failure } from '../../failure.ts';
import { fail, type Result } from '../../result.ts';
import { type Name, parseName } from './name.ts';
import { addRecords, type Changes, deleteRecords, type RecordSet, setRecords } from './record-changes.ts';
import { sendUpdate, type UpdateAccess } from './send-update.ts';

type Answer = Promise<Result<'NOERROR', Failure>>;

/**
 * Changes records of one zone; each call is one signed message, carried out whole or not at all. What is no name of
 * this zone, no value or no time to live (seconds) fails with `usage` before anything is sent. The server does not
 * tell whether anything changed: all of these may be repeated.
 */
export interface DnsZoneEditor {
  /** Makes these values the only ones of their name and type; without any, all are deleted. */
  set(records: RecordSet, ttl: number, signal: AbortSignal): Answer;
  /** Puts these values beside those that are there, which take over the time to live. */
  add(records: RecordSet, ttl: number, signal: AbortSignal): Answer;
  /** Takes these values away and leaves the others; one that is not there is no failure. */
  delete(records: RecordSet, signal: AbortSignal): Answer;
}

export function dnsZoneEditor(zone: string, access: UpdateAccess): DnsZoneEditor {
  async function send(changesTo: (apex: Name) => Changes, signal: AbortSignal): Answer {
    const apex = parseName(zone);
    if (apex === null) return fail({ code: 'usage', message: `"${zone}" is no domain name` });
    const changes = changesTo(apex);
    return changes.ok ? sendUpdate(apex, changes.value, access, signal) : changes;
  }
  return {
    set: (records, ttl, signal) => send((apex) => setRecords(apex, records, ttl), signal),
    add: (records, ttl, signal) => send((apex) => addRecords(apex, records, ttl), signal),
    delete: (records, signal) => send((apex) => deleteRecords(apex, records), signal),
  };
}
