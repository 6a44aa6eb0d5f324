import type { Failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Zone } from '../../update.ts';

/** One command of the service's shell, word by word. */
export type Command = readonly string[];

export type AddressType = 'a' | 'aaaa';

/** The zones of the key's account, one a line. */
export const listZones: Command = ['hosts'];

/** The zone's own address. */
export function setZoneAddress(zone: Zone, family: 'ipv4' | 'ipv6', address: string): Command {
  return ['hosts', zone, 'set', family === 'ipv4' ? 'ipv4addr' : 'ipv6addr', address];
}

/** A host's address record; null: it follows the zone's address. What the name had of that type is overwritten. */
export function setAddressRecord(zone: Zone, name: string, type: AddressType, address: string | null): Command {
  return [...records(zone), 'set', wireName(name), type, ...(address === null ? [] : ['addr', address])];
}

/** A TXT record. What the name had of that type is overwritten, as far as is known. */
export function setTextRecord(zone: Zone, name: string, value: string): Command {
  return [...records(zone), 'set', wireName(name), 'txt', 'data', value];
}

export function deleteAddressRecord(zone: Zone, name: string, type: AddressType): Command {
  return [...records(zone), 'del', wireName(name), type];
}

/** Null: every TXT record of the name. */
export function deleteTextRecord(zone: Zone, name: string, value: string | null): Command {
  return [...records(zone), 'del', wireName(name), 'txt', ...(value === null ? [] : ['data', value])];
}

function records(zone: Zone): Command {
  return ['hosts', zone, 'records'];
}

/** How the shell calls the apex is not known; `@` is what the REST API takes for it. */
function wireName(name: string): string {
  return name === '' ? '@' : name;
}

/**
 * The line as the service's shell splits it again: words in double quotes where they need them. Fails with `usage`:
 * how that shell would read a quote or a backslash inside is not known, and neither is what a line break would start.
 */
export function formatCommand(command: Command): Result<string, Failure> {
  const unsayable = command.find((word) => /["\\\p{Cc}]/u.test(word));
  if (unsayable !== undefined) {
    return fail({
      code: 'usage',
      message: `${JSON.stringify(unsayable)} cannot be said over SSH: quotes, backslashes and control characters have no form there`,
      advice: 'Use --via rest or --via dns',
    });
  }
  return ok(command.map((word) => (/^[\w.:@*/+=-]+$/.test(word) ? word : `"${word}"`)).join(' '));
}

const vocabulary = new Set('hosts set ipv4addr ipv6addr records del a aaaa txt addr data'.split(' '));

/** The words that are the user's: a zone called `unknown.dynv6.net` in an answer is no complaint. */
export function dataOf(command: Command): readonly string[] {
  return command.filter((word) => !vocabulary.has(word));
}
