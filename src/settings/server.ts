import { fail, ok, type Result } from '../result.ts';

/** The address of an HTTP service, as typed; without a scheme it is https. Fails with what would be right. */
export function parseServer(typed: string): Result<URL, string> {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  const right = 'a URL like https://dynv6.com';
  if (/\s/.test(typed) || !URL.canParse(withScheme)) return fail(right);
  const url = new URL(withScheme);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return fail(`${right}: https or http`);
  if (url.username !== '' || url.password !== '') return fail(`${right}, without a user and a password`);
  if (url.search !== '' || url.hash !== '') return fail(`${right}, without ? and #`);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/`;
  url.hostname = url.hostname.replace(/\.$/, '');
  return ok(url);
}

/** Whether what is sent there can be read on the way. */
export function isExposed({ protocol, hostname }: URL): boolean {
  const loopback = hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
  return protocol === 'http:' && !loopback;
}
