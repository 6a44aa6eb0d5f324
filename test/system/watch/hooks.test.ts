import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { status } from '../../double/faults.ts';
import type { Home } from '../../support/home.ts';
import { type Listener, startListener } from '../../support/listener.ts';
import { homeServer, machineWith, PFX, STABLE } from '../../support/machine.ts';
import { processesNaming } from '../../support/processes.ts';
import { oneLine, update, zone } from '../../support/update-run.ts';
import { test as base, patience } from './watching.ts';

const test = base.extend('listener', async ({ home }, { onCleanup }): Promise<Listener> => {
  const listener = await startListener();
  onCleanup(() => listener.close());
  home.secret(listener.secret);
  return listener;
});

const moved = machineWith({ eth0: ['198.41.0.5/24', STABLE] });
/** Writes what the command sees into a file of its own. */
const command = 'env > "$HOME/$DYNV6_IPV4"';

function seenIn({ folder }: Home, name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8');
}

function pathsOf({ heard }: Listener): readonly string[] {
  return heard.map(({ path }) => path);
}

function messagesOf({ heard }: Listener): readonly unknown[] {
  return heard.map(({ body }) => JSON.parse(body));
}

describe('the command of a change', () => {
  test('sees what was and what is, and no token, after one run', async ({ home, double }) => {
    await home.dynv6(update(double, '--on-change', command));
    home.machine(moved);
    expect(await home.dynv6(update(double, '--on-change', command))).toMatchObject({ code: 0, stderr: '' });
    expect(await home.dynv6(update(double, '--on-change', 'touch "$HOME/never"'))).toMatchObject({ code: 0 });

    expect(readdirSync(home.folder).filter((name) => !name.startsWith('.'))).toEqual(['198.41.0.4', '198.41.0.5']);
    const ours = (await seenIn(home, '198.41.0.5')).split('\n').filter((line) => line.startsWith('DYNV6_'));
    expect(ours.sort()).toEqual([
      'DYNV6_IPV4=198.41.0.5',
      `DYNV6_IPV6=${STABLE.address}`,
      `DYNV6_IPV6PREFIX=${PFX}`,
      'DYNV6_PREVIOUS_IPV4=198.41.0.4',
      `DYNV6_PREVIOUS_IPV6=${STABLE.address}`,
      `DYNV6_PREVIOUS_IPV6PREFIX=${PFX}`,
      'DYNV6_RESULT=updated',
      `DYNV6_ZONE=${zone}`,
    ]);
    expect(await seenIn(home, '198.41.0.4')).not.toContain('PREVIOUS');
  });

  test('runs for each change that a watcher publishes', async ({ home, watch, double }) => {
    const watching = await watch(['--server', double.url, '--settle', '0', '--on-change', command, zone]);
    await expect.poll(() => readdirSync(home.folder), patience).toContain('198.41.0.4');
    await watching.machine(moved);
    await expect.poll(() => readdirSync(home.folder), patience).toContain('198.41.0.5');
    expect(await watching.end()).toMatchObject({ code: 0, stderr: '' });
  });

  test('may fail: that is a line, and nothing else', async ({ home, double }) => {
    const run = await home.dynv6(update(double, '--on-change', 'exit 3'));
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('updated') });
    expect(run.stderr).toMatch(oneLine('warning', 'code 3'));
  });

  test('is not waited for by a watcher that has to end, nor left behind', async ({ home, watch, double }) => {
    const file = join(home.folder, 'begun');
    const endless = `touch ${file}; while :; do sleep 1; done`;
    const watching = await watch(['--server', double.url, '--on-change', endless, zone]);
    await expect.poll(() => readdirSync(home.folder), patience).toContain('begun');
    expect(await watching.end()).toMatchObject({ code: 0, stderr: '' });
    await expect.poll(() => processesNaming(file), patience).toEqual([]);
  });
});

describe('pings', () => {
  test('say when a run starts and that it went well, also where nothing had to be sent', async ({
    home,
    double,
    listener,
  }) => {
    await home.dynv6(update(double, '-v', '--ping-url', listener.url));
    await home.dynv6(update(double, '-v', '--ping-url', listener.url));
    expect(pathsOf(listener)).toEqual(['/start', '', '/start', '']);
  });

  test('say that it failed', async ({ home, openDouble, listener }) => {
    const double = await openDouble({ faults: () => status(401) });
    expect(await home.dynv6(update(double, '--ping-url', listener.url))).toMatchObject({ code: 77 });
    expect(pathsOf(listener)).toEqual(['/start', '/fail']);
  });

  test('say that it is well again', async ({ watch, openDouble, listener }) => {
    const double = await openDouble({ faults: ({ number }) => (number === 1 ? status(401) : null) });
    const watching = await watch(['--server', double.url, '--ping-url', listener.url, zone], {
      secrets: [listener.secret],
    });
    await expect.poll(() => pathsOf(listener), patience).toEqual(['/start', '/fail']);
    watching.signal('SIGHUP');
    await expect.poll(() => pathsOf(listener), patience).toEqual(['/start', '/fail', '/start', '']);
    await watching.end();
  });

  test('that nobody hears do no harm', async ({ home, double, listener }) => {
    listener.close();
    const run = await home.dynv6(update(double, '-v', '--ping-url', listener.url));
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('updated') });
  });

  test('of zones that share a URL say fail as long as one of them fails', async ({
    watch,
    home,
    openDouble,
    listener,
  }) => {
    const zones = ['a.dynv6.net', 'b.dynv6.net'];
    const double = await openDouble({
      zones: Object.fromEntries(zones.map((name) => [name, {}])),
      faults: ({ parameters }) => (parameters['zone'] === 'b.dynv6.net' ? status(404) : null),
    });
    const settings = { server: double.url, pingUrl: listener.url, settle: '0', zones };
    const config = await home.write('config.json', JSON.stringify(settings));
    const watching = await watch(['--config', config], { secrets: [] });
    await expect.poll(() => pathsOf(listener), patience).toEqual(['/start', '/fail']);
    await watching.machine(moved);
    await expect.poll(() => pathsOf(listener).slice(2).join(' '), patience).toMatch(/\/fail$/);
    await watching.end().catch(() => undefined);
    expect(pathsOf(listener)).not.toContain('');
  });
});

describe('messages', () => {
  test('tell of changes, of the beginning of trouble and of its end, each once', async ({
    watch,
    openDouble,
    listener,
  }) => {
    const double = await openDouble({
      faults: ({ number }) => (number > 1 && number < 5 ? { kind: 'reset', when: 'before' } : null),
    });
    const words = ['--server', double.url, '--settle', '0', '--retries', '0', '-v', '--notify-url', listener.url, zone];
    const watching = await watch(words, { secrets: [listener.secret] });
    await watching.says('updated');
    await watching.machine(moved);
    for (const tries of [2, 3, 4]) {
      await double.arrival(tries);
      watching.signal('SIGUSR1');
    }
    await expect.poll(() => listener.heard.length, patience).toBe(4);
    expect(await watching.end()).toMatchObject({ code: 0 });
    expect(messagesOf(listener)).toMatchObject([
      { version: 1, event: 'changed', zone, values: { ipv4: '198.41.0.4' }, previous: null },
      { event: 'trouble', error: { code: 'network', exitCode: 75 } },
      { event: 'changed', values: { ipv4: '198.41.0.5' }, previous: { ipv4: '198.41.0.4' } },
      { event: 'recovered' },
    ]);
    expect(listener.heard).toMatchObject([{ method: 'POST', contentType: 'application/json' }, {}, {}, {}]);
  });

  test('of one run tell of a change', async ({ home, double, listener }) => {
    await home.dynv6(update(double, '--notify-url', listener.url));
    await home.dynv6(update(double, '--notify-url', listener.url));
    expect(messagesOf(listener)).toMatchObject([{ event: 'changed', values: { ipv4: '198.41.0.4' } }]);
  });
});

describe('metrics', () => {
  test('go on from run to run', async ({ home, openDouble }) => {
    const double = await openDouble({ faults: ({ number }) => (number === 1 ? status(503) : null) });
    const file = join(home.folder, 'dynv6.prom');
    await home.dynv6(update(double, '--retries', '0', '--metrics', file));
    await home.dynv6(update(double, '--metrics', file));
    const text = await readFile(file, 'utf8');
    expect(text).toContain(`dynv6_failures_total{zone="${zone}",code="unavailable"} 1\n`);
    expect(text).toContain(`dynv6_updates_total{zone="${zone}"} 1\n`);
    expect(text).toContain(`dynv6_healthy{zone="${zone}"} 1\n`);
    expect(text).toContain(`channel="update-api",ipv4="198.41.0.4",ipv6="${STABLE.address}",ipv6prefix="${PFX}"} 1\n`);
  });

  test('of a watcher tell of each update', async ({ home, watch, double }) => {
    const file = join(home.folder, 'dynv6.prom');
    const watching = await watch(['--server', double.url, '--settle', '0', '--metrics', file, zone]);
    const updates = async () => /updates_total\{.*\} (\d+)/.exec(await readFile(file, 'utf8').catch(() => ''))?.[1];
    await expect.poll(updates, patience).toBe('1');
    await watching.machine(moved);
    await expect.poll(updates, patience).toBe('2');
    await watching.end();
  });
});

test('a dry run tells nobody', async ({ home, double, listener }) => {
  const hooks = ['--on-change', 'touch "$HOME/never"', '--ping-url', listener.url, '--metrics', join(home.folder, 'm')];
  await home.dynv6(update(double, '--dry-run', '--notify-url', listener.url, ...hooks), { machine: homeServer });
  expect(listener.heard).toEqual([]);
  expect(readdirSync(home.folder).filter((name) => !name.startsWith('.'))).toEqual([]);
});
