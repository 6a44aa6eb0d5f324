import { expect, test } from 'vitest';
import type { TriedPath } from '../../../src/check/path.ts';
import { networkFindings } from '../../../src/check/reach-findings.ts';
import type { Failure } from '../../../src/failure.ts';
import { fail, ok } from '../../../src/result.ts';

const gone: Failure = { code: 'network', message: 'gone' };

function tried(server: string, over: TriedPath['over'], more: Partial<TriedPath> = {}): TriedPath {
  return { server: new URL(server), over, from: null, failure: null, clock: null, ...more };
}

function lines(...network: Parameters<typeof networkFindings>): readonly string[] {
  return networkFindings(...network).map((finding) =>
    [finding.subject, finding.state, finding.state === 'ok' ? finding.message : finding.failure.message].join(' | '),
  );
}

test('each name, each path of it, and then the paths that only an automatic address takes', () => {
  const server = new URL('https://dynv6.com/');
  const ipv4 = tried('https://dynv6.com/', 'ipv4');
  const ipv6 = tried('https://dynv6.com/', 'ipv6', { failure: gone });
  const auto = tried('https://ipv4.dynv6.com/', 'ipv4', { from: { interface: 'eth0', address: '192.168.77.2' } });
  const reach = { server, addresses: ok(['198.41.0.9', '2a02:12ab::9']), paths: [ipv4, ipv6] };
  expect(lines([reach], [ipv4, ipv6, auto])).toEqual([
    'dynv6.com | ok | 198.41.0.9, 2a02:12ab::9',
    'dynv6.com over IPv4 | ok | answers, with a valid certificate',
    'dynv6.com over IPv6 | failed | gone',
    'ipv4.dynv6.com over IPv4 from eth0 | ok | answers, with a valid certificate',
  ]);
});

test('a name that cannot be looked up is told once, and a proxy has no family', () => {
  const unknown = { server: new URL('https://dynv6.com/'), addresses: fail(gone), paths: [] };
  const path = tried('http://dynv6.com/', 'any');
  expect(lines([unknown], [])).toEqual(['dynv6.com | failed | gone']);
  expect(lines([{ server: path.server, addresses: null, paths: [path] }], [path])).toEqual([
    'dynv6.com through the proxy | ok | answers',
  ]);
});
