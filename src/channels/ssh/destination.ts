import type { Failure } from '../../failure.ts';
import { parseIpv6 } from '../../ip/address.ts';
import { fail, ok, type Result } from '../../result.ts';

/** Where to log in. */
export interface SshDestination {
  readonly user: string;
  /** A name (one of the user's own from `~/.ssh/config`, too) or an address, IPv6 without brackets. */
  readonly host: string;
  /** Null: the port of the user's configuration, 22 without one. */
  readonly port: number | null;
}

/** Where the service's shell is. */
export const defaultDestination = 'api@dynv6.com';

const defaultUser = 'api';

/**
 * `[USER@]HOST[:PORT]`, an IPv6 address with a port in brackets. Fails with `usage`: what starts with a dash would be
 * read by ssh as an option, and what has a meaning to a shell might reach one through a ProxyCommand.
 */
export function parseSshDestination(text: string): Result<SshDestination, Failure> {
  const [, user = defaultUser, place = ''] = /^(?:([^@]*)@)?([^@]*)$/.exec(text) ?? [];
  const [, bracketed, name, digits] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?$/.exec(place) ?? [];
  const host = isIPv6(place) ? place : (bracketed ?? name ?? '');
  const port = digits === undefined || isIPv6(place) ? null : Number(digits);

  const good =
    /^\w[\w.+-]*$/.test(user) &&
    (bracketed === undefined ? /^\w[\w.-]*$/.test(host) || isIPv6(host) : isIPv6(host)) &&
    (port === null || (port > 0 && port < 65_536));
  if (good) return ok({ user, host, port });
  return fail({ code: 'usage', message: `"${printable(text)}" is not [USER@]HOST[:PORT], where SSH is to log in` });
}

/** What `parseSshDestination` takes back. */
export function formatSshDestination({ user, host, port }: SshDestination): string {
  if (port === null) return `${user}@${host}`;
  return `${user}@${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

function printable(text: string): string {
  return text.replace(/\p{C}/gu, '').slice(0, 80);
}

/** With a zone index (`fe80::1%eth0`) or without. Node's own would load its sockets, which the settings do not need. */
function isIPv6(text: string): boolean {
  return parseIpv6(text.replace(/%[\w.-]+$/, '')) !== null;
}
