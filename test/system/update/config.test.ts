import { chmod } from 'node:fs/promises';
import { expect } from 'vitest';
import { always, onZone, status } from '../../double/faults.ts';
import { test } from '../../support/fixtures.ts';
import { asked, oneLine, stackTrace, zonesOf } from '../../support/update-run.ts';

const text = JSON.stringify({ token: 'T0ken', zones: ['example.dynv6.net'] }, null, 2);

test.for([
  {
    is: 'UTF-8 with a byte order mark and Windows line ends',
    content: Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`),
  },
  { is: 'UTF-16LE with a byte order mark', content: Buffer.from(`\uFEFF${text}`, 'utf16le') },
])('a config file is read as $is (C36)', async ({ content }, { double, home }) => {
  const config = await home.write('dynv6.json', content);
  await chmod(config, 0o600);
  const run = await home.dynv6(['--server', double.url, '--config', config], { env: {} });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(double.log[0]?.parameters).toMatchObject({ token: 'T0ken', zone: 'example.dynv6.net' });
});

test.for([
  {
    is: 'a mistyped key',
    config: '{"zones":[{"zone":"a.dynv6.net","interfce":"eth1"}]}',
    says: ['zones\\[0\\]', 'interfce', '"interface"'],
  },
  {
    is: 'a key in the wrong place',
    config: '{"zones":[{"zone":"a.dynv6.net","cacheDir":"/x"}]}',
    says: ['zones\\[0\\]', 'cacheDir', 'top level'],
  },
  {
    is: 'an object in a zone',
    config: '{"zones":[{"zone":"a.dynv6.net","key":{"timeout":"5s"}}]}',
    says: ['zones\\[0\\]', 'key'],
  },
  {
    is: 'a mistyped value',
    config: '{"zones":[{"zone":"a.dynv6.net","ipv4":"detct"}]}',
    says: ['zones\\[0\\]', 'ipv4', 'detct'],
  },
  { is: 'a comment', config: '{"zones":["a.dynv6.net"] // mine\n}', says: ['line 1'] },
  { is: 'a comma too many', config: '{"zones":["a.dynv6.net",]}', says: ['JSON', 'comma'] },
  {
    is: 'the same zone twice',
    config: '{"zones":["a.dynv6.net",{"zone":"A.dynv6.net."}]}',
    says: ['a\\.dynv6\\.net', 'twice'],
  },
  { is: 'a list', config: '[]', says: ['\\{'] },
  { is: 'nothing', config: '', says: ['JSON'] },
  { is: 'a zone without a dot', config: '{"zones":["example"]}', says: ['zones\\[0\\]', 'example'] },
  { is: 'a timeout that is none', config: '{"timeout":"soon","zones":["a.dynv6.net"]}', says: ['timeout', 'soon'] },
])('a config file with $is is refused, naming file and key (C39)', async ({ config, says }, { double, home }) => {
  const file = await home.write('dynv6.json', config);
  const run = await home.dynv6(['--server', double.url, '--config', file]);
  expect(run).toEqual({ code: 78, stdout: '', stderr: expect.stringMatching(oneLine('dynv6\\.json', ...says)) });
  expect(double.log).toEqual([]);
});

test('a config file that was named and is not there is refused', async ({ double, home }) => {
  const run = await home.dynv6(['--server', double.url, '--config', 'nowhere.json']);
  expect(run).toEqual({ code: 78, stdout: '', stderr: expect.stringMatching(oneLine('nowhere\\.json')) });
});

test('without a zone and without a config file the message says what to do', async ({ double, home }) => {
  const run = await home.dynv6(['--server', double.url]);
  expect([64, 78]).toContain(run.code);
  expect(run.stderr).toMatch(oneLine('zone'));
  expect(double.log).toEqual([]);
});

const four = { zones: Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}.dynv6.net`, {}])) };

test('every zone is tried, and the code is that of the failure that needs a person most (C46)', async ({
  openDouble,
  home,
}) => {
  const double = await openDouble({
    ...four,
    faults: (request) =>
      onZone('b.dynv6.net', status(401))(request) ??
      onZone('c.dynv6.net', { kind: 'hang', when: 'before' })(request) ??
      onZone('d.dynv6.net', status(404))(request),
  });
  await home.write('.config/dynv6/config.json', JSON.stringify({ zones: Object.keys(four.zones) }));
  const words = ['--server', double.url, '--retries', '0', '--timeout', '400ms'];
  const run = await home.dynv6([...words, '--json']);
  expect(run.code).toBe(77);
  expect(zonesOf(run)).toMatchObject([
    { zone: 'a.dynv6.net', result: 'updated', error: null },
    { zone: 'b.dynv6.net', result: 'failed', error: { code: 'token-rejected', exitCode: 77 } },
    { zone: 'c.dynv6.net', result: 'failed', error: { code: 'timeout', exitCode: 75 } },
    { zone: 'd.dynv6.net', result: 'failed', error: { code: 'zone-unknown', exitCode: 68 } },
  ]);
  expect(new Set(double.log.map(({ parameters }) => parameters['zone'])).size).toBe(4);

  double.misbehave(() => null);
  const again = zonesOf(await home.dynv6([...words, '--json', '--force', 'a.dynv6.net']));
  expect(again).toMatchObject([{ zone: 'a.dynv6.net', previous: { ipv4: '198.41.0.4' } }]);
});

test('a zone named in the command line takes its settings from the config file', async ({ openDouble, home }) => {
  const double = await openDouble(four);
  const zones = [{ zone: 'a.dynv6.net' }, { zone: 'b.dynv6.net', ipv6: 'none', prefix: 'none' }];
  await home.write('.config/dynv6/config.json', JSON.stringify({ server: double.url, zones }));
  expect((await home.dynv6(['b.dynv6.net'])).code).toBe(0);
  expect(asked(double)).toEqual([{ ipv4: '198.41.0.4' }]);
});

test('two hundred zones go over at most eight connections', async ({ openDouble, home }) => {
  const zones = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`z${index}.dynv6.net`, {}]));
  const double = await openDouble({ zones });
  await home.write('.config/dynv6/config.json', JSON.stringify({ zones: Object.keys(zones) }));
  const run = await home.dynv6(['--server', double.url, '--json']);
  expect(zonesOf(run).map(({ result }) => result)).toEqual(Array.from({ length: 200 }, () => 'updated'));
  expect(double.log).toHaveLength(200);
  expect(double.connections).toBeLessThanOrEqual(8);
});

test('a failure of every zone is told zone by zone', async ({ openDouble, home }) => {
  const double = await openDouble({ ...four, faults: always(status(404)) });
  await home.write('.config/dynv6/config.json', JSON.stringify({ zones: Object.keys(four.zones) }));
  const run = await home.dynv6(['--server', double.url]);
  expect(run).toMatchObject({ code: 68, stdout: '' });
  for (const zone of Object.keys(four.zones)) expect(run.stderr).toContain(zone);
  expect(run.stderr).not.toMatch(stackTrace);
});
