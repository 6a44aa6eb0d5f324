import type { Failure } from '../../failure.ts';
import type { Result } from '../../result.ts';
import type { Acceptance, Zone } from '../../update.ts';
import {
  type AddressType,
  type Command,
  deleteAddressRecord,
  deleteTextRecord,
  setAddressRecord,
  setTextRecord,
} from './commands.ts';
import type { Execute } from './connection.ts';
import { readAnswer } from './server-answer.ts';

/**
 * The records of one zone that the service's shell can change. Names are relative to the zone, the apex is the empty
 * string. What the service or ssh refuses is a failure, as for an update.
 */
export interface SshZoneEditor {
  /** Replaces what the name had of that type; null: it follows the zone's address. */
  setAddress(name: string, type: AddressType, address: string | null): Promise<Result<Acceptance, Failure>>;
  deleteAddress(name: string, type: AddressType): Promise<Result<Acceptance, Failure>>;
  /** Replaces what the name had, as far as is known: two values of one name may not stand together. */
  setText(name: string, value: string): Promise<Result<Acceptance, Failure>>;
  /** Null: every value. */
  deleteText(name: string, value: string | null): Promise<Result<Acceptance, Failure>>;
}

/** Over a connection as `executeAlone` or `shareConnection` gives it. */
export function sshZoneEditor(zone: Zone, execute: Execute): SshZoneEditor {
  const carry = async (command: Command) => {
    const end = await execute(command);
    return end.ok ? readAnswer(end.value, command) : end;
  };
  return {
    setAddress: (name, type, address) => carry(setAddressRecord(zone, name, type, address)),
    deleteAddress: (name, type) => carry(deleteAddressRecord(zone, name, type)),
    setText: (name, value) => carry(setTextRecord(zone, name, value)),
    deleteText: (name, value) => carry(deleteTextRecord(zone, name, value)),
  };
}
