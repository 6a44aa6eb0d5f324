import { parseAddress } from '../ip/address.ts';
import type { Family } from '../machine.ts';
import type { Remembered } from '../remembered.ts';
import { type Field, fields, type Values } from '../update.ts';
import type { Expected } from '../verification.ts';

/** What the name servers should say, and since when. */
export interface Expectation {
  readonly expected: Expected;
  /** The service accepted something so recently that its name servers may not have heard of it. */
  readonly settling: boolean;
}

/** The service's name servers can disagree for about a minute after an update; milliseconds. */
const passingOn = 3 * 60_000;

/** What the service has accepted is what the DNS should say. */
export function expectationOf(remembered: Remembered | null, now: number): Expectation {
  const values: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const accepted = remembered?.accepted[field];
    if (accepted !== undefined) values[field] = accepted.value;
  }
  // Also where the values were the same: it may have put right what somebody changed.
  const age = now - Math.max(0, ...Object.values(remembered?.accepted ?? {}).map(({ at }) => at));
  return { expected: expectedOf(values), settling: age >= 0 && age < passingOn };
}

/** Words such as `auto` leave the value to the service: whatever the DNS says is right then. */
export function expectedOf({ ipv4, ipv6 }: Values): Expected {
  return { A: recordsFor(ipv4, 'ipv4'), AAAA: recordsFor(ipv6, 'ipv6') };
}

function recordsFor(value: string | undefined, family: Family): readonly string[] | null {
  if (value === '-') return [];
  const address = value === undefined ? null : parseAddress(value, family);
  return address === null ? null : [address];
}
