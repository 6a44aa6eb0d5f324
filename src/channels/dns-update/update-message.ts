import { classes, opcodes, types } from './codes.ts';
import type { Message, ResourceRecord } from './message.ts';
import type { Name } from './name.ts';

/** Changes to one zone, which the server makes all or none (RFC 2136, section 3.4.2.7). */
export function updateMessage(id: number, zone: Name, changes: readonly ResourceRecord[]): Message {
  return {
    id,
    response: false,
    opcode: opcodes.update,
    authoritative: false,
    truncated: false,
    recursionDesired: false,
    responseCode: 0,
    questions: [{ name: zone, type: types.SOA, class: classes.IN }],
    answers: [],
    authorities: changes,
    additionals: [],
  };
}

/** RFC 2136, section 2.5.1. `ttl` in seconds; the other records of that name and type take it over. */
export function addition(name: Name, type: number, data: Uint8Array, ttl: number): ResourceRecord {
  return { name, type, class: classes.IN, ttl, data };
}

/** Deletes every record of one name and type (RFC 2136, section 2.5.2). */
export function setDeletion(name: Name, type: number): ResourceRecord {
  return { name, type, class: classes.ANY, ttl: 0, data: new Uint8Array() };
}

/** Deletes one record (RFC 2136, section 2.5.4). */
export function deletion(name: Name, type: number, data: Uint8Array): ResourceRecord {
  return { name, type, class: classes.NONE, ttl: 0, data };
}
