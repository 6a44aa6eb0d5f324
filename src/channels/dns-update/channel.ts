import type { Failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import { type Field, fields, type Values } from '../../update.ts';
import type { Channel } from '../channel.ts';
import { types } from './codes.ts';
import type { ResourceRecord } from './message.ts';
import { type Name, parseName } from './name.ts';
import { type EditableType, parseData } from './record-data.ts';
import { sendUpdate, type UpdateAccess } from './send-update.ts';
import { addition, setDeletion } from './update-message.ts';

export interface DnsUpdateOptions extends UpdateAccess {
  /** Seconds; the service's own example has 60. */
  readonly ttl?: number;
}

const recordTypes: ReadonlyMap<Field, EditableType> = new Map([
  ['ipv4', 'A'],
  ['ipv6', 'AAAA'],
]);

/** DNS UPDATE (RFC 2136) signed with TSIG (RFC 8945). The protocol has no word for "unchanged". */
export function dnsUpdate({ ttl = 60, ...access }: DnsUpdateOptions): Channel {
  return {
    async publish({ zone, values }, signal) {
      const name = parseName(zone);
      if (name === null) return fail({ code: 'usage', message: `"${zone}" is no domain name` });
      const changes = addressChanges(name, values, ttl);
      if (!changes.ok) return changes;
      const answer = await sendUpdate(name, changes.value, access, signal);
      return answer.ok ? ok({ outcome: 'updated', response: answer.value }) : answer;
    },
  };
}

/** Replaces the address records of the families in `values` at the zone's apex, and touches nothing else. */
export function addressChanges(apex: Name, values: Values, ttl: number): Result<readonly ResourceRecord[], Failure> {
  const changes: ResourceRecord[] = [];
  for (const field of fields) {
    const value = values[field];
    if (value === undefined) continue;
    const type = recordTypes.get(field);
    const data = type === undefined ? null : parseData(type, value);
    if (type === undefined || (data === null && value !== '-')) {
      return fail({ code: 'usage', message: `DNS UPDATE cannot carry ${field} "${value}"` });
    }
    changes.push(setDeletion(apex, types[type]));
    if (data !== null) changes.push(addition(apex, types[type], data, ttl));
  }
  return ok(changes);
}
