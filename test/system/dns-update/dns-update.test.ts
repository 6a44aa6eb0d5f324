import { expect } from 'vitest';
import { type Bind, exampleZone } from '../../double/bind.ts';
import { test } from '../../support/bind.ts';
import type { Home } from '../../support/home.ts';
import { machineWith, STABLE } from '../../support/machine.ts';
import { oneLine, zone, zonesOf } from '../../support/update-run.ts';

/** No token: the key is enough. */
const env = {};
const keyName = 'hmac-sha256.tsig.dynv6.com';
const hour = 3_600_000;

test('sends both addresses, once, and changes nothing else (C58)', async ({ bind, home }) => {
  const before = await bind.transfer(zone);
  const words = await wordsFor(bind, home, '--json');
  const run = await home.dynv6(words, { env });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(zonesOf(run)).toMatchObject([
    {
      zone,
      channel: 'dns',
      result: 'updated',
      sent: { ipv4: '198.41.0.4', ipv6: STABLE.address },
      response: 'NOERROR',
      error: null,
    },
  ]);
  const after = await bind.transfer(zone);
  expect(after).toEqual(
    [
      ...before.filter((line) => !/^example\.dynv6\.net\. 300 IN A{1,4} /.test(line)),
      'example.dynv6.net. 60 IN A 198.41.0.4',
      `example.dynv6.net. 60 IN AAAA ${STABLE.address}`,
    ].sort(),
  );

  expect(zonesOf(await home.dynv6(words, { env }))).toMatchObject([{ result: 'skipped' }]);
  expect(zonesOf(await home.dynv6([...words, '--force'], { env }))).toMatchObject([{ result: 'updated' }]);
  expect(await bind.transfer(zone)).toEqual(after);
});

test('-6 leaves the IPv4 address alone, a changed address alone is sent, and remove removes', async ({
  bind,
  home,
}) => {
  await home.dynv6(await wordsFor(bind, home, '-6'), { env });
  const onlyIpv6 = await addressesOf(bind);
  home.machine(machineWith({ eth0: ['198.41.0.5/24', STABLE] }));
  await home.dynv6(await wordsFor(bind, home), { env });
  const both = await addressesOf(bind);
  await home.dynv6(await wordsFor(bind, home, '--ipv4', 'remove'), { env });
  expect({ onlyIpv6, both, removed: await addressesOf(bind) }).toEqual({
    onlyIpv6: ['A 198.41.0.1', `AAAA ${STABLE.address}`],
    both: ['A 198.41.0.5', `AAAA ${STABLE.address}`],
    removed: [`AAAA ${STABLE.address}`],
  });
});

interface Row {
  readonly is: string;
  /** The text of the key file, from that of the right one. */
  readonly key?: (right: string) => string;
  readonly words?: readonly string[];
  readonly zone?: string;
  readonly clockAhead?: number;
  readonly code: number;
  readonly says: string;
}

test.for<Row>([
  {
    is: 'another secret',
    key: (right) => right.replace(/secret ".*"/, 'secret "b3RoZXIga2V5"'),
    code: 77,
    says: 'another secret for the key "hmac-sha256.tsig.dynv6.com" .BADSIG',
  },
  {
    is: 'an unknown key',
    key: (right) => right.replace('hmac-sha256.tsig', 'other.tsig'),
    code: 77,
    says: 'does not know the key "other.tsig.dynv6.com" with hmac-sha256 .BADKEY',
  },
  {
    is: 'another algorithm',
    key: (right) => right.replace('algorithm hmac-sha256', 'algorithm hmac-sha1'),
    code: 77,
    says: 'hmac-sha1 .BADKEY',
  },
  {
    is: 'a clock that is an hour ahead',
    clockAhead: hour,
    code: 75,
    says: 'clock is 60 min ahead of that of 127.0.0.1',
  },
  { is: 'a zone that is not served', zone: 'example.com', code: 68, says: 'example.com: .*does not serve this zone' },
  { is: 'a zone that the key may not change', zone: 'foreign.dynv6.net', code: 77, says: 'REFUSED' },
  { is: 'a key file without a key', key: () => '', code: 78, says: 'key.conf: no key in it' },
  { is: 'a key file that is damaged', key: (right) => right.slice(0, -10), code: 78, says: 'key.conf: line' },
  {
    is: 'two keys and no name',
    key: (right) => `${right}key "b" { secret "c2VjcmV0"; };`,
    code: 78,
    says: '2 keys in it: hmac-sha256.tsig.dynv6.com, b',
  },
  { is: 'a key that is not in the file', words: ['--key', 'c'], code: 78, says: 'no key "c" in it' },
  { is: 'no key file', words: ['--key-file', '/nonexistent'], code: 78, says: '/nonexistent' },
  { is: 'an automatic address', words: ['--ipv4', 'auto'], code: 64, says: 'auto' },
  { is: 'a prefix', words: ['--prefix', '2a02:12ab::/64'], code: 64, says: 'prefix' },
])('$is: one line, $code, and the zone stays as it was', async (row, { openBind, home }) => {
  const foreign = { name: 'foreign.dynv6.net', records: [], changedBy: ['hmac-sha1.tsig.dynv6.com'] };
  const bind = await openBind({ zones: [exampleZone, foreign] });
  const before = await bind.transfer(zone);
  const { key = (right: string) => right, words = [], clockAhead } = row;
  const line = await wordsFor(
    { ...bind, keys: new Map([[keyName, key(bind.keys.get(keyName) ?? '')]]) },
    home,
    ...words,
  );
  const run = await home.dynv6([...line.slice(0, -1), row.zone ?? zone], {
    env,
    ...(clockAhead === undefined ? {} : { clockAhead }),
  });
  expect(run).toMatchObject({ code: row.code, stdout: '', stderr: expect.stringMatching(oneLine(row.says)) });
  expect(await bind.transfer(zone)).toEqual(before);
});

test('of two keys the one that is named is taken', async ({ bind, home }) => {
  const keys = new Map([[keyName, `key "b" { secret "c2VjcmV0"; };\n${bind.keys.get(keyName)}`]]);
  const run = await home.dynv6(await wordsFor({ ...bind, keys }, home, '--key', keyName), { env });
  expect(run).toMatchObject({ code: 0, stderr: '' });
});

test('a server that is not there can be tried again later', async ({ bind, home }) => {
  const words = await wordsFor(bind, home, '--retries', '0');
  await bind.stop();
  expect(await home.dynv6(words, { env })).toMatchObject({
    code: 75,
    stdout: '',
    stderr: expect.stringMatching(oneLine('could not be reached')),
  });
});

/** The words of an update with the key of `keyName`, which no run may show. */
async function wordsFor(bind: Bind, home: Home, ...options: readonly string[]): Promise<readonly string[]> {
  const text = bind.keys.get(keyName) ?? '';
  for (const [, secret = ''] of text.matchAll(/secret "([^"]+)"/g)) home.secret(secret);
  const file = await home.write('key.conf', text);
  const server = `${bind.server.host}:${bind.server.port}`;
  return ['--via', 'dns', '--server', server, '--key-file', file, ...options, zone];
}

async function addressesOf(bind: Bind): Promise<readonly string[]> {
  const lines = await bind.transfer(zone);
  return lines.flatMap((line) => /^example\.dynv6\.net\. \d+ IN (A{1,4} .*)/.exec(line)?.[1] ?? []);
}
