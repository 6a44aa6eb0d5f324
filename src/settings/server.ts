import { parseIpv6 } from '../ip/address.ts';
import type { HostPort } from '../job.ts';
import { fail, ok, type Result } from '../result.ts';

/** The address of an HTTP service, as typed; without a scheme it is https. Fails with what would be right. */
export function parseServer(typed: string): Result<URL, string> {
  const withScheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.test(typed) ? typed : `https://${typed}`;
  const right = 'a URL like https://dynv6.com';
  if (/\s/.test(typed) || !URL.canParse(withScheme)) return fail(right);
  const url = new URL(withScheme);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return fail(`${right}: https or http`);
  if (url.username !== '' || url.password !== '') return fail(`${right}, without a user and a password`);
  if (url.search !== '' || url.hash !== '') return fail(`${right}, without ? and #`);
  if (url.pathname !== '/') url.pathname = `${url.pathname.replace(/\/+$/, '')}/`;
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1);
  return ok(url);
}

/** Whether what is sent there can be read on the way. */
export function isExposed({ protocol, hostname }: URL): boolean {
  const loopback = hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
  return protocol === 'http:' && !loopback;
}

/** `HOST[:PORT]`; an IPv6 address with a port stands in brackets. Fails with what would be right. */
export function parseHostPort(typed: string, defaultPort: number): Result<HostPort, string> {
  if (parseIpv6(typed) !== null) return ok({ host: typed, port: defaultPort });
  const [, bracketed, plain, portText] = /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s/@]+))(?::(\d+))?$/i.exec(typed) ?? [];
  const host = bracketed ?? plain;
  const port = portText === undefined ? defaultPort : Number(portText);
  const right = 'HOST or HOST:PORT, like ns1.dynv6.com';
  if (host === undefined || host.startsWith('-')) return fail(right);
  return port >= 1 && port <= 65_535 ? ok({ host, port }) : fail(`${right}, with a port from 1 to 65535`);
}
