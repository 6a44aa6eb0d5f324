import { chown, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { always, type FaultRule, onRequests, status } from '../../double/faults.ts';
import { runsAsRoot } from '../../support/as-root.ts';
import { test } from '../../support/fixtures.ts';
import type { Home } from '../../support/home.ts';
import { machineWith, PFX, STABLE } from '../../support/machine.ts';
import { asked, oneLine, stackTrace, update, zonesOf } from '../../support/update-run.ts';

const hour = 3_600_000;
const somebody = 54_321;

const all = { ipv4: '198.41.0.4', ipv6: STABLE.address, ipv6prefix: PFX };

function cacheFile({ folder }: Home): string {
  return join(folder, '.cache', 'dynv6', 'cache.json');
}

test('a second run with nothing changed asks nobody, and says since when and how to insist (C30)', async ({
  double,
  home,
}) => {
  await home.dynv6(update(double));
  const run = await home.dynv6(update(double, '-v'));
  expect(run.code).toBe(0);
  expect(`${run.stdout}${run.stderr}`).toMatch(/--force/);
  expect(asked(double)).toEqual([all]);
});

test.for<{ is: string; age: number; options: readonly string[]; sends: boolean }>([
  { is: 'accepted 25 hours ago', age: 25 * hour, options: [], sends: true },
  { is: 'accepted an hour ago', age: hour, options: [], sends: false },
  { is: 'accepted an hour ago, and --force', age: hour, options: ['--force'], sends: true },
  { is: 'accepted an hour ago, and --max-age 30m', age: hour, options: ['--max-age', '30m'], sends: true },
  { is: 'accepted just now, and --max-age 0', age: 0, options: ['--max-age', '0'], sends: true },
  { is: 'accepted in the future, for the clock was set back', age: -48 * hour, options: [], sends: true },
])(
  'what the provider may have lost is sent again in time: $is (C30)',
  async ({ age, options, sends }, { double, home }) => {
    await home.dynv6(update(double));
    expect((await home.dynv6(update(double, ...options), { clockAhead: age })).code).toBe(0);
    expect(asked(double)).toEqual(sends ? [all, all] : [all]);
  },
);

test('a failure is not remembered as success (C29)', async ({ openDouble, home }) => {
  const double = await openDouble({ faults: onRequests({ 1: status(503) }) });
  expect((await home.dynv6(update(double, '--retries', '0'))).code).toBe(75);
  expect((await home.dynv6(update(double))).code).toBe(0);
  expect(asked(double)).toEqual([all, all]);
});

test('of two requests only the one that failed is made again (C29)', async ({ openDouble, home }) => {
  const noIpv4: FaultRule = ({ parameters }) =>
    parameters['ipv4'] === 'auto' ? { kind: 'reset', when: 'before' } : null;
  const double = await openDouble({ faults: noIpv4 });
  home.machine(machineWith({ eth0: ['192.168.77.2/24', STABLE] }));
  expect((await home.dynv6(update(double, '--retries', '0'))).code).toBe(75);
  double.misbehave(() => null);
  const before = double.log.length;
  const run = await home.dynv6(update(double, '--json'));
  expect(run.code).toBe(0);
  expect(asked(double).slice(before)).toEqual([{ ipv4: 'auto' }]);
});

test('a run that is killed before it hears the answer leaves nothing in the way (C29, C33)', async ({
  openDouble,
  home,
}) => {
  const double = await openDouble({ faults: onRequests({ 1: { kind: 'hang', when: 'after' } }) });
  const { child, finished } = await home.start(update(double));
  await double.arrival(1);
  child.kill('SIGKILL');
  await finished;
  expect(await home.dynv6(update(double))).toMatchObject({ code: 0, stderr: '' });
  expect(await home.dynv6(update(double))).toMatchObject({ code: 0, stderr: '' });
  expect(double.log).toHaveLength(2);
});

test('a lock whose number another program has by now keeps nobody out (C33)', async ({ openDouble, home }) => {
  const double = await openDouble({ faults: onRequests({ 1: { kind: 'hang', when: 'before' } }) });
  const { child, finished } = await home.start(update(double));
  await double.arrival(1);
  child.kill('SIGKILL');
  await finished;

  const folder = join(home.folder, '.cache', 'dynv6');
  const anHourAgo = (Date.now() - hour) / 1000;
  for (const name of (await readdir(folder)).filter((file) => file.includes('lock'))) {
    const text = await readFile(join(folder, name), 'utf8');
    await writeFile(join(folder, name), text.replaceAll(String(child.pid), String(process.pid)));
    await utimes(join(folder, name), anHourAgo, anHourAgo);
  }
  expect(await home.dynv6(update(double))).toMatchObject({ code: 0, stderr: '' });
  expect(double.log).toHaveLength(2);
});

test.for<{ is: string; damage: (text: string) => string }>([
  { is: 'nothing', damage: () => '' },
  { is: '4096 NULs', damage: () => '\0'.repeat(4096) },
  { is: 'half a document', damage: () => '{' },
  { is: 'a list', damage: () => '[]' },
  { is: 'null', damage: () => 'null' },
  { is: 'an empty address', damage: (text) => text.replaceAll(STABLE.address, '') },
  { is: 'a number where text belongs', damage: (text) => text.replaceAll('"198.41.0.4"', '5') },
  { is: 'a later format', damage: (text) => text.replace(/"version":\s*\d+/, '"version": 99') },
])('a damaged cache is one warning, and good again afterwards: $is (C31)', async ({ damage }, { double, home }) => {
  await home.dynv6(update(double));
  const good = await readFile(cacheFile(home), 'utf8');
  expect(damage(good)).not.toBe(good);
  await writeFile(cacheFile(home), damage(good));

  const run = await home.dynv6(update(double));
  expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(oneLine('cache.json')) });
  expect(asked(double)).toEqual([all, all]);
  expect(await home.dynv6(update(double))).toMatchObject({ code: 0, stderr: '' });
  expect(double.log).toHaveLength(2);
});

test('a folder in the place of the cache is a warning each time, and no more (C31)', async ({ double, home }) => {
  await mkdir(cacheFile(home), { recursive: true });
  for (const _ of [1, 2]) {
    const run = await home.dynv6(update(double));
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/cache\.json/);
    expect(run.stderr).not.toMatch(stackTrace);
  }
  expect(double.log).toHaveLength(2);
});

test.runIf(runsAsRoot)(
  'a cache that root left is a warning for its user, and the update is sent (C33)',
  async ({ double, home }) => {
    await home.dynv6(update(double));
    for (const path of [cacheFile(home), join(home.folder, '.cache/dynv6'), join(home.folder, '.cache')]) {
      await chown(path, 0, 0);
    }
    const run = await home.dynv6(update(double), { asUser: somebody });
    expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(oneLine(home.folder)) });
    expect(asked(double)).toEqual([all, all]);
  },
);

test.runIf(runsAsRoot)(
  "a cache file that root left in the user's own folder does no harm (C33)",
  async ({ double, home }) => {
    await home.dynv6(update(double));
    for (const path of [join(home.folder, '.cache/dynv6'), join(home.folder, '.cache')])
      await chown(path, somebody, somebody);
    const run = await home.dynv6(update(double), { asUser: somebody });
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/^([^\n]*cache\.json[^\n]*\n)?$/);
    expect(asked(double)).toEqual([all, all]);
  },
);

test.runIf(runsAsRoot)(
  'a cache folder that root left is one warning, and the update is sent (C33)',
  async ({ double, home }) => {
    await mkdir(join(home.folder, '.cache/dynv6'), { recursive: true });
    const run = await home.dynv6(update(double), { asUser: somebody });
    expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(oneLine(home.folder)) });
    expect(asked(double)).toEqual([all]);
  },
);

test('the same zone, address and server in another spelling are the same (C35)', async ({ double, home }) => {
  const words = (server: string, zone: string, ipv6: string) => ['-6', '--server', server, '--ipv6', ipv6, zone];
  await home.dynv6(words(double.http.localhost, 'example.dynv6.net', '2a02:12ab:34c:ef::1'));
  const spelt = `${double.http.localhost.toUpperCase()}/`;
  await home.dynv6(words(spelt, 'EXAMPLE.dynv6.net.', '2A02:12AB:034C:00EF:0:0:0:1'));
  expect(asked(double)).toMatchObject([{ ipv6: '2a02:12ab:34c:ef::1' }]);
});

test('a zone in Unicode, in two parts and in punycode is one zone (C35)', async ({ openDouble, home }) => {
  const double = await openDouble({ zones: { 'xn--mller-kva.dynv6.net': {} } });
  for (const zone of ['MÜLLER.dynv6.net.', 'mu\u0308ller.dynv6.net', 'xn--mller-kva.dynv6.net']) {
    expect((await home.dynv6(['--server', double.url, zone])).code).toBe(0);
  }
  expect(double.log.map(({ parameters }) => parameters['zone'])).toEqual(['xn--mller-kva.dynv6.net']);
});

test('the cache is one for each zone: a second zone is not taken for the first', async ({ openDouble, home }) => {
  const double = await openDouble({ zones: { 'a.dynv6.net': {}, 'b.dynv6.net': {} } });
  for (const zone of ['a.dynv6.net', 'b.dynv6.net', 'a.dynv6.net']) await home.dynv6(['--server', double.url, zone]);
  expect(double.log.map(({ parameters }) => parameters['zone'])).toEqual(['a.dynv6.net', 'b.dynv6.net']);
});

test('ten runs at once send at most two requests, and all succeed', async ({ double, home }) => {
  const runs = await Promise.all(Array.from({ length: 10 }, () => home.dynv6(update(double))));
  expect(runs.map(({ code, stderr }) => ({ code, stderr }))).toEqual(runs.map(() => ({ code: 0, stderr: '' })));
  expect(double.log.length).toBeLessThanOrEqual(2);
});

test('a service that keeps failing is asked less and less often, an hour apart at most', async ({
  openDouble,
  home,
}) => {
  const double = await openDouble({ faults: always(status(503)) });
  for (let minute = 0; minute <= 120; minute += 10) {
    expect((await home.dynv6(update(double, '--retries', '0'), { clockAhead: minute * 60_000 })).code).toBe(75);
  }
  expect(double.log.length).toBeLessThanOrEqual(8);
  expect(double.log.length).toBeGreaterThanOrEqual(4);
});

test('what was accepted is told as the previous state', async ({ double, home }) => {
  await home.dynv6(update(double));
  const machine = machineWith({ eth0: ['198.41.0.9/24', STABLE] });
  const [report] = zonesOf(await home.dynv6(update(double, '--json'), { machine }));
  expect(report).toMatchObject({ result: 'updated', sent: { ...all, ipv4: '198.41.0.9' }, previous: all });
});

test('without a cache the update is sent all the same', async ({ double, home }) => {
  await home.dynv6(update(double));
  await rm(cacheFile(home));
  expect(await home.dynv6(update(double))).toMatchObject({ code: 0, stderr: '' });
  expect(asked(double)).toEqual([all, all]);
});
