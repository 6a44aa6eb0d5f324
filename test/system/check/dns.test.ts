import { expect } from 'vitest';
import { dnsExchange } from '../../../src/channels/dns-update/exchange.ts';
import { ask } from '../../../src/channels/dns-update/query.ts';
import type { Bind } from '../../double/bind.ts';
import { test } from '../../support/bind.ts';
import type { Home } from '../../support/home.ts';
import { zone } from '../../support/update-run.ts';
import { reportOf, saidOf, statesOf } from './report.ts';

/** No token: the key is enough. */
const env = {};
const keyName = 'hmac-sha256.tsig.dynv6.com';

/** The words of a check with a key file of this text, which no run may show. */
async function wordsFor({ server }: Bind, text: string, home: Home): Promise<readonly string[]> {
  for (const [, secret = ''] of text.matchAll(/secret "([^"]+)"/g)) home.secret(secret);
  const file = await home.write('key.conf', text);
  return ['check', '--via', 'dns', '--server', `${server.host}:${server.port}`, '--key-file', file, '--json'];
}

/** The zone with its serial number, which grows with every change (RFC 2136, section 3.6). */
async function stateOf(bind: Bind) {
  const signal = new AbortController().signal;
  const start = await ask(bind.server, zone, 'SOA', dnsExchange({ timeout: 5000 }), signal);
  return { start, records: await bind.transfer(zone) };
}

test('proves the key by an update without any change', async ({ bind, home }) => {
  const before = await stateOf(bind);
  const run = await home.dynv6([...(await wordsFor(bind, bind.keys.get(keyName) ?? '', home)), zone], { env });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(statesOf(run)).toEqual({
    'update-api': 'missing',
    dyndns2: 'missing',
    rest: 'missing',
    dns: 'ok',
    ssh: 'missing',
  });
  expect(saidOf(run, 'dns')).toBe(
    `127.0.0.1 serves this zone and knows the key "${keyName}"; what it may change shows only an update`,
  );
  expect(reportOf(run).zones[0]?.checks).toMatchObject([{ check: 'addresses', state: 'ok' }]);
  expect(before.start.ok).toBe(true);
  expect(await stateOf(bind)).toEqual(before);
});

interface Row {
  readonly is: string;
  /** The text of the key file, from that of the right one. */
  readonly key?: (right: string) => string;
  readonly words?: readonly string[];
  readonly clockAhead?: number;
  readonly state?: 'missing' | 'failed';
  readonly code: number;
  readonly says: RegExp;
}

test.for<Row>([
  {
    is: 'another secret',
    key: (right) => right.replace(/secret ".*"/, 'secret "b3RoZXIga2V5"'),
    code: 77,
    says: /has another secret/,
  },
  { is: 'an unknown key', key: (right) => right.replace('hmac-sha256.tsig', 'x.tsig'), code: 77, says: /BADKEY/ },
  { is: 'a clock that is two hours behind', clockAhead: -7_200_000, code: 75, says: /clock is 120 min behind/ },
  { is: 'a zone that is not served', words: ['example.com'], code: 68, says: /REFUSED/ },
  { is: 'a name within a zone', words: [`host.${zone}`], code: 68, says: /does not serve this zone\. / },
  { is: 'a key file without a key', key: () => '', state: 'missing', code: 78, says: /no key in it/ },
  { is: 'no key file', words: ['--key-file', '/nonexistent'], state: 'missing', code: 78, says: /does not exist/ },
])('$is: $code', async (row, { bind, home }) => {
  const { key = (right: string) => right, words = [], clockAhead, state, code, says } = row;
  const line = [...(await wordsFor(bind, key(bind.keys.get(keyName) ?? ''), home)), ...words];
  const named = words.some((word) => word.includes('.')) ? line : [...line, zone];
  const run = await home.dynv6(named, { env, ...(clockAhead === undefined ? {} : { clockAhead }) });
  expect(run).toMatchObject({ code, stderr: '' });
  expect(statesOf(run)).toMatchObject({ dns: state ?? 'failed' });
  expect(saidOf(run, 'dns')).toMatch(says);
});

test('a server that is gone: 75', async ({ bind, home }) => {
  const words = await wordsFor(bind, bind.keys.get(keyName) ?? '', home);
  await bind.stop();
  const run = await home.dynv6([...words, zone], { env });
  expect(run).toMatchObject({ code: 75, stderr: '' });
  expect(saidOf(run, 'dns')).toMatch(/could not be reached/);
});
