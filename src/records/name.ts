import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Zone } from '../update.ts';

const longestName = 253;

/**
 * A name of the zone, made relative to it: `www`, `*.lab`; the apex (`@`, nothing, the zone's own name) is the empty
 * string. A final dot makes a name absolute (RFC 1035, section 5.1), and so does the zone's name at its end: without
 * that, the service would make `www.example.dynv6.net.example.dynv6.net` of it. Lower case, for the service refuses
 * any other; punycode for letters beyond ASCII (RFC 5891). Fails with `usage`.
 */
export function parseName(zone: Zone, text: string): Result<string, Failure> {
  if (text === '' || text === '@') return ok('');
  const absolute = text.endsWith('.');
  const name = asciiName(absolute ? text.slice(0, -1) : text);
  if (name === null || !isName(name)) return usage(`"${text}" is not a name that a record can have`);
  if (name === zone) return ok('');
  if (name.endsWith(`.${zone}`)) return ok(name.slice(0, -zone.length - 1));
  if (absolute || liesBeside(zone, name)) return usage(`${text} lies outside the zone ${zone}`);
  if (`${name}.${zone}`.length > longestName) return usage(`"${text}" is too long for a name`);
  return ok(name);
}

/**
 * Where a CNAME, MX or SRV record points: relative to the zone unless it ends in a dot, as the service reads it. What
 * ends in the zone's name gets that dot, for the same reason as above. Fails with `usage`.
 */
export function parseTarget(zone: Zone, text: string): Result<string, Failure> {
  if (text === '@') return ok(`${zone}.`);
  const absolute = text.endsWith('.');
  const name = asciiName(absolute ? text.slice(0, -1) : text);
  if (name === null || !isName(name) || name.startsWith('*')) return usage(`"${text}" is not a name to point to`);
  if (/^[\d.]+$/.test(name)) return usage(`${text} is not a name: an address belongs into an A record`);
  if (absolute || name === zone || name.endsWith(`.${zone}`)) return ok(`${name}.`);
  return ok(name);
}

/** Lower case and punycode; null where a label cannot be written so. */
export function asciiName(text: string): string | null {
  const labels = text.split('.').map(asciiLabel);
  return labels.includes(null) ? null : labels.join('.');
}

/** The URL parser holds the tables of UTS 46; the second label keeps digits from being read as an IPv4 address. */
function asciiLabel(label: string): string | null {
  if (/^[\x21-\x7e]*$/.test(label)) return label.toLowerCase();
  if (/[^\w\P{ASCII}-]/u.test(label)) return null;
  const url = `http://${label}.invalid/`;
  const [ascii = '', ...rest] = URL.canParse(url) ? new URL(url).hostname.split('.') : [];
  return rest.join('.') === 'invalid' ? ascii : null;
}

/** Labels of a host name, of a service (`_sip`), and one wildcard in front (RFC 4592, section 2.1.1). */
function isName(name: string): boolean {
  if (name.length > longestName) return false;
  const labels = name.split('.');
  return labels.every((label, at) => (label === '*' && at === 0) || /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label));
}

/** `my-example.dynv6.net` beside `example.dynv6.net`: taken for relative, it would be nobody's wish. */
function liesBeside(zone: Zone, name: string): boolean {
  return name.endsWith(zone.slice(zone.indexOf('.')));
}

function usage(message: string): Result<never, Failure> {
  return fail({ code: 'usage', message });
}
