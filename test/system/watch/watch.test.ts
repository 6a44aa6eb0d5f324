import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { always, onRequests, status } from '../../double/faults.ts';
import { homeServer, machineWith, PFX, STABLE, seen } from '../../support/machine.ts';
import { childrenOf } from '../../support/processes.ts';
import { asked, oneLine, zone } from '../../support/update-run.ts';
import { patience, test } from './watching.ts';

const first = { ipv4: '198.41.0.4', ipv6: STABLE.address, ipv6prefix: PFX };
const moved = machineWith({ eth0: ['198.41.0.5/24', STABLE] });
const renumbered = machineWith({ eth0: ['198.41.0.4/24', seen('2a02:12ab:9:ef:a00:27ff:fe12:3456/64', 'eui-64')] });
const second = { ipv4: '198.41.0.4', ipv6: '2a02:12ab:9:ef:a00:27ff:fe12:3456', ipv6prefix: '2a02:12ab:9:ef::/64' };

test('publishes at the start, and then what changes, and nothing else', async ({ watch, double }) => {
  const watching = await watch(['--server', double.url, zone]);
  await double.arrival(1);
  await watching.says('updated');
  await watching.machine(renumbered);
  await double.arrival(2);
  await watching.says('was IPv6');
  expect(asked(double)).toEqual([first, second]);
  expect(await watching.end()).toMatchObject({ code: 0, stderr: '' });
  expect(watching.stdout.split('\n')).toEqual([
    `${zone}: updated: IPv4 198.41.0.4, IPv6 ${STABLE.address}, prefix ${PFX}`,
    `${zone}: updated: IPv4 198.41.0.4, IPv6 ${second.ipv6}, prefix ${second.ipv6prefix} (was IPv6 ${STABLE.address}, prefix ${PFX})`,
    '',
  ]);
});

test('what was accepted before is not sent at the start, and the first line says so', async ({
  watch,
  double,
  home,
}) => {
  await home.dynv6(['--server', double.url, zone], { machine: homeServer });
  const watching = await watch(['--server', double.url, zone]);
  await watching.says('nothing to send');
  await watching.end();
  expect(double.log).toHaveLength(1);
});

test('what comes and goes again is not sent (C49)', async ({ watch, double }) => {
  const watching = await watch(['--server', double.url, '--settle', '2s', zone]);
  await double.arrival(1);
  await watching.machine(machineWith({ eth0: [seen('2a02:12ab:34c:ef::99/64', 'slaac')] }));
  // As long as it takes to be seen by a glance.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await watching.machine(homeServer);
  await watching.says('updated');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await watching.machine(moved);
  await double.arrival(2);
  await watching.end();
  expect(asked(double)).toEqual([first, { ...first, ipv4: '198.41.0.5' }]);
});

test('what the service is to see for itself is asked again and again, and after a local change', async ({
  watch,
  double,
}) => {
  const options = ['--server', double.url, '--ipv4', 'auto', '--settle', '10ms'];
  const watching = await watch([...options, '-4', '--auto-interval', '1s', zone]);
  await double.arrival(3);
  await watching.end();
  const patient = await watch([...options, '-4', zone]);
  await double.arrival(double.log.length + 1);
  const before = double.log.length;
  await patient.machine(machineWith({ eth0: ['192.168.9.9/24'] }));
  await double.arrival(before + 1);
  await patient.end();
  expect(new Set(asked(double).map((values) => JSON.stringify(values)))).toEqual(new Set(['{"ipv4":"auto"}']));
});

test('an outage of many tries is told in two lines (C45)', async ({ watch, openDouble }) => {
  const double = await openDouble({ faults: ({ number }) => (number < 12 ? { kind: 'reset', when: 'before' } : null) });
  const watching = await watch(['--server', double.url, '--retries', '0', zone]);
  for (let tries = 1; tries < 12; tries += 1) {
    await double.arrival(tries);
    watching.signal('SIGUSR1');
  }
  await watching.says('all is well again');
  const { code, stdout } = await watching.end();
  expect(code).toBe(0);
  expect(stdout).toMatch(oneLine('updated'));
  const lines = watching.stderr.trimEnd().split('\n');
  expect(lines).toEqual([expect.stringContaining(zone), expect.stringContaining('all is well again')]);
});

test('a connection that the service closed meanwhile costs no line and no second update (C50)', async ({
  watch,
  openDouble,
}) => {
  const double = await openDouble({ faults: always({ kind: 'silent close' }) });
  const watching = await watch(['--server', double.url, '--settle', '0', zone]);
  await double.arrival(1);
  await watching.says('updated');
  await watching.machine(moved);
  await double.arrival(2);
  await watching.says('was IPv4');
  expect(await watching.end()).toMatchObject({ code: 0, stderr: '' });
  expect(double.log).toHaveLength(2);
});

test('an update leaves no descriptor and no other child behind (C50)', async ({ watch, double }) => {
  const watching = await watch(['--server', double.url, '--settle', '0', zone]);
  const held = () => [readdirSync(`/proc/${watching.pid}/fd`).length, childrenOf(watching.pid).length];
  await watching.says('updated');
  const before = held();
  for (const [update, machine] of [moved, homeServer, renumbered].entries()) {
    await watching.machine(machine);
    await double.arrival(update + 2);
  }
  await watching.says('was IPv6');
  expect(held()).toEqual(before);
  await watching.end();
});

describe('signals', () => {
  test('SIGTERM ends it when it has nothing to do (C51)', async ({ watch, double, home }) => {
    const watching = await watch(['--server', double.url, zone]);
    await watching.says('updated');
    const { pid } = watching;
    const children = childrenOf(pid);
    expect(await watching.end('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
    await expect.poll(() => children.filter(isAlive), patience).toEqual([]);
    const cache = await readFile(join(home.folder, '.cache', 'dynv6', 'cache.json'), 'utf8');
    expect(JSON.stringify(JSON.parse(cache))).toContain('198.41.0.4');
  });

  test.for<{ is: string; signals: readonly NodeJS.Signals[] }>([
    { is: 'SIGTERM', signals: ['SIGTERM'] },
    { is: 'SIGINT', signals: ['SIGINT'] },
    { is: 'SIGINT twice', signals: ['SIGINT', 'SIGINT'] },
    { is: 'SIGTERM and SIGHUP', signals: ['SIGTERM', 'SIGHUP'] },
  ])('$is ends it in the middle of a request that hangs (C51)', async ({ signals }, { watch, openDouble, home }) => {
    const double = await openDouble({ faults: always({ kind: 'hang', when: 'before' }) });
    const watching = await watch(['--server', double.url, '--timeout', '60s', zone]);
    await double.arrival(1);
    const children = childrenOf(watching.pid);
    expect(children).toHaveLength(1);
    expect(await watching.end(...signals)).toMatchObject({ code: 0, stdout: '' });
    await expect.poll(() => children.filter(isAlive), patience).toEqual([]);
    // The lock of the zone is given back: the next run is not kept waiting, and its update is the first.
    double.misbehave(() => null);
    expect(await home.dynv6(['--server', double.url, zone], { machine: homeServer })).toMatchObject({ code: 0 });
  });

  test('SIGKILL takes its child with it', async ({ watch, openDouble }) => {
    const double = await openDouble({ faults: always({ kind: 'hang', when: 'before' }) });
    const watching = await watch(['--server', double.url, '--timeout', '60s', zone]);
    await double.arrival(1);
    const children = childrenOf(watching.pid);
    expect(children).toHaveLength(1);
    watching.signal('SIGKILL');
    await expect.poll(() => children.filter(isAlive), patience).toEqual([]);
  });

  test('SIGUSR1 looks at once, and opens no debugger', async ({ watch, double }) => {
    const watching = await watch(['--server', double.url, '--settle', '1h', zone]);
    await watching.says('updated');
    await watching.machine(moved);
    watching.signal('SIGUSR1');
    await double.arrival(2);
    expect(await watching.end()).toMatchObject({ code: 0, stderr: '' });
  });

  test('SIGHUP reads the settings again (C51)', async ({ watch, openDouble, home }) => {
    const double = await openDouble({ zones: { [zone]: {}, 'other.dynv6.net': {} } });
    const config = await home.write('config.json', JSON.stringify({ server: double.url, zones: [zone] }));
    const watching = await watch(['--config', config]);
    await watching.says('updated');
    await home.write('config.json', JSON.stringify({ server: double.url, zones: ['other.dynv6.net'] }));
    watching.signal('SIGHUP');
    await double.arrival(2);
    await watching.says('other.dynv6.net: updated');
    await watching.machine(moved);
    await double.arrival(3);
    expect(await watching.end()).toMatchObject({ code: 0, stderr: 'dynv6: the settings were read again\n' });
    expect(double.log.map(({ parameters }) => parameters['zone'])).toEqual([
      zone,
      'other.dynv6.net',
      'other.dynv6.net',
    ]);
  });

  test('SIGHUP with a broken config is one line, and all goes on as before (C51)', async ({ watch, double, home }) => {
    const config = await home.write('config.json', JSON.stringify({ server: double.url, zones: [zone] }));
    const watching = await watch(['--config', config]);
    await watching.says('updated');
    await home.write('config.json', '{ "zones": [');
    watching.signal('SIGHUP');
    await watching.says('stay as they were');
    await watching.machine(moved);
    await double.arrival(2);
    const { code } = await watching.end();
    expect({ code, stderr: watching.stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(oneLine('config.json')),
    });
  });

  test('SIGHUP asks again where the service refused', async ({ watch, openDouble }) => {
    const double = await openDouble({ faults: onRequests({ 1: status(401) }) });
    const watching = await watch(['--server', double.url, zone]);
    await watching.says('token');
    watching.signal('SIGUSR1');
    watching.signal('SIGHUP');
    await watching.says('all is well again');
    expect(await watching.end()).toMatchObject({ code: 0, stdout: expect.stringContaining('updated') });
    expect(double.log).toHaveLength(2);
    expect(watching.stderr.match(/rejected/g)).toHaveLength(1);
  });

  test('as process 1 of a container it hears them all (C51)', async ({ watch, double, skip }) => {
    skip(process.getuid?.() !== 0, 'a process namespace of its own needs root');
    const shell = 'exec unshare --pid --fork --kill-child -- "$@"';
    const watching = await watch(['--server', double.url, '--settle', '1h', zone], {
      shell,
      isChild: true,
      env: { PATH: process.env['PATH'] },
    });
    await watching.says('updated');
    watching.signal('SIGHUP');
    await watching.says('read again');
    await watching.machine(moved);
    watching.signal('SIGUSR1');
    await double.arrival(2);
    expect(await watching.end('SIGTERM')).toMatchObject({ code: 0 });
  });
});

describe('it does not begin', () => {
  test.for<{ is: string; words: readonly string[]; env: Readonly<Record<string, string | undefined>>; code: number }>([
    { is: 'without a token', words: [zone], env: { token: undefined }, code: 78 },
    { is: 'without a zone', words: [], env: {}, code: 78 },
    { is: 'with a duration that is none', words: ['--settle', 'soon', zone], env: {}, code: 64 },
    { is: 'with an interval of nothing', words: ['--auto-interval', '0', zone], env: {}, code: 64 },
  ])('$is: $code', async ({ words, env, code }, { home }) => {
    const run = await home.dynv6(['watch', ...words], { env: { token: 'T0ken', ...env } });
    expect(run).toEqual({ code, stdout: '', stderr: expect.stringMatching(oneLine('')) });
  });
});

test('one zone that cannot be tried does not stop the others', async ({ watch, double, home }) => {
  const zones = [{ zone: 'other.dynv6.net', via: 'dns', server: '127.0.0.1' }, zone];
  const config = await home.write('config.json', JSON.stringify({ server: double.url, zones }));
  const watching = await watch(['--config', config]);
  await double.arrival(1);
  await watching.says('TSIG');
  expect(await watching.end()).toMatchObject({ code: 0 });
});

test('what would be sent is told, and nothing is sent', async ({ watch, double }) => {
  const watching = await watch(['--server', double.url, '--dry-run', '--settle', '0', zone]);
  await watching.says('would send: IPv4 198.41.0.4');
  await watching.machine(moved);
  await watching.says('would send: IPv4 198.41.0.5');
  await watching.end();
  expect(double.log).toEqual([]);
});

test('--force sends once what was accepted before', async ({ watch, double, home }) => {
  await home.dynv6(['--server', double.url, zone], { machine: homeServer });
  const watching = await watch(['--server', double.url, '--force', '--auto-interval', '1s', zone]);
  await double.arrival(2);
  watching.signal('SIGUSR1');
  await watching.machine(moved);
  await double.arrival(3);
  await watching.end();
  expect(asked(double)).toEqual([first, first, { ...first, ipv4: '198.41.0.5' }]);
});

test('the courier is no command for people', async ({ home }) => {
  expect((await home.dynv6(['--help'])).stdout).not.toContain('courier');
  expect(await home.dynv6(['courier'])).toEqual({
    code: 64,
    stdout: '',
    stderr: expect.stringMatching(oneLine('watch')),
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
