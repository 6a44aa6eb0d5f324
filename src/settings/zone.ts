import { domainToASCII, domainToUnicode } from 'node:url';
import { fail, ok, type Result } from '../result.ts';
import type { Zone } from '../update.ts';

export interface NamedZone {
  readonly zone: Zone;
  /** As a person reads it. */
  readonly label: string;
}

/** A zone as typed: upper case, a final dot and Unicode (IDNA, UTS #46) are the same zone. Fails with what is wrong. */
export function parseZone(typed: string): Result<NamedZone, string> {
  const quoted = JSON.stringify(typed);
  if (/\s/.test(typed)) return fail(`${quoted} is no zone: there is white space in it`);
  if (/[/:@?#%\\]/.test(typed)) return fail(`${quoted} is no zone: give the name alone, like example.dynv6.net`);

  const name = toAscii(typed).replace(/\.$/, '');
  if (name === '') return fail(`${quoted} is no zone: it cannot be written as a host name`);
  if (name.length > 253) return fail(`${shortened(typed)} is no zone: it is longer than 253 characters`);
  if (!name.includes('.')) return fail(`${quoted} is no zone: a zone has a dot, like example.dynv6.net`);
  for (const label of name.split('.')) {
    if (label === '') return fail(`${quoted} is no zone: two dots follow each other`);
    if (label.length > 63)
      return fail(`${shortened(typed)} is no zone: "${label.slice(0, 12)}…" is longer than 63 characters`);
    if (!/^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/.test(label))
      return fail(`${quoted} is no zone: "${label}" is no part of a host name`);
  }
  if (/(^|\.)\d+$/.test(name)) return fail(`${quoted} is no zone: it looks like an address`);
  return ok({ zone: name as Zone, label: name.includes('xn--') ? domainToUnicode(name) || name : name });
}

/** Only where it is needed: `domainToASCII` would read `1.2` as an address, and it refuses names that are too long. */
function toAscii(typed: string): string {
  return /^[\x21-\x7e]*$/.test(typed) ? typed.toLowerCase() : domainToASCII(typed);
}

function shortened(typed: string): string {
  return typed.length > 40 ? `"${typed.slice(0, 40)}…"` : `"${typed}"`;
}
