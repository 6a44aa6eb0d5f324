import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSshDestination, parseSshDestination } from '../../../../src/channels/ssh/destination.ts';

test.for([
  { text: 'dynv6.com', user: 'api', host: 'dynv6.com', port: null },
  { text: 'api@dynv6.com', user: 'api', host: 'dynv6.com', port: null },
  { text: 'me@dynv6.com:2222', user: 'me', host: 'dynv6.com', port: 2222 },
  { text: 'my-alias', user: 'api', host: 'my-alias', port: null },
  { text: '127.0.0.1:22', user: 'api', host: '127.0.0.1', port: 22 },
  { text: '[::1]:22', user: 'api', host: '::1', port: 22 },
  { text: 'me@[2a02:12ab::1]', user: 'me', host: '2a02:12ab::1', port: null },
  { text: '2a02:12ab::22', user: 'api', host: '2a02:12ab::22', port: null },
  { text: '[fe80::1%eth0]:22', user: 'api', host: 'fe80::1%eth0', port: 22 },
])('$text', ({ text, ...destination }) => {
  expect(parseSshDestination(text)).toEqual({ ok: true, value: destination });
});

test.for([
  '',
  '@',
  'api@',
  '@dynv6.com',
  'a@b@c',
  '-oProxyCommand=touch /tmp/x',
  'api@-oProxyCommand=x',
  '-l@dynv6.com',
  'dynv6.com;reboot',
  'dynv6.com $(id)',
  'dynv6.com\n',
  'dynv6.com\u0000',
  'dynv6.com:',
  'dynv6.com:0',
  'dynv6.com:65536',
  'dynv6.com:22x',
  '[dynv6.com]:22',
  '[::1',
  '[]:22',
  '[-x]:22',
  'https://dynv6.com',
  'münchen.example',
])('%j is refused', (text) => {
  expect(parseSshDestination(text)).toMatchObject({ ok: false, failure: { code: 'usage' } });
});

test('what was parsed is written so that it parses to the same', () => {
  const host = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6());
  const destination = fc.record({
    user: fc.stringMatching(/^\w[\w.+-]{0,8}$/),
    host,
    port: fc.option(fc.integer({ min: 1, max: 65_535 })),
  });
  fc.assert(
    fc.property(destination, (value) => {
      expect(parseSshDestination(formatSshDestination(value))).toEqual({ ok: true, value });
    }),
  );
});

test('no text makes an option of ssh', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('', '-', '-o', 'api@-'), (text, start) => {
      const parsed = parseSshDestination(`${start}${text}`);
      const words = parsed.ok ? [parsed.value.user, parsed.value.host] : [];
      expect(words.filter((word) => word.startsWith('-') || /\s/.test(word))).toEqual([]);
    }),
  );
});
