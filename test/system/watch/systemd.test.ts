import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect } from 'vitest';
import { onRequests, status } from '../../double/faults.ts';
import { machineWith, STABLE } from '../../support/machine.ts';
import { zone } from '../../support/update-run.ts';
import { test as base, patience } from './watching.ts';

/** systemd's end of sd_notify(3): Node.js has no datagrams over Unix sockets, and Perl is on every Debian. */
const receiver = `
use Socket; $| = 1;
socket(my $socket, AF_UNIX, SOCK_DGRAM, 0) or die "$!";
bind($socket, sockaddr_un($ARGV[0])) or die "$!";
print "listening\\n";
while (defined recv($socket, my $message, 4096, 0)) {
  print join(" ", split(/\\n/, $message)), "\\n" unless $message =~ /^BARRIER/;
}
`;

interface Manager {
  /** What the watcher is started with. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What it has told until now, message by message. */
  readonly told: () => readonly string[];
}

const test = base.extend('manager', async ({ home, skip }, { onCleanup }): Promise<Manager> => {
  const lacking = ['perl', 'systemd-notify'].find((tool) => !isInstalled(tool));
  if (lacking !== undefined && process.env['CI'] === 'true') throw new Error(`there is no ${lacking}`);
  skip(lacking !== undefined, `there is no ${lacking}`);
  const socket = join(home.folder, 'notify');
  const perl = spawn('perl', ['-e', receiver, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
  onCleanup(() => void perl.kill('SIGKILL'));
  let said = '';
  perl.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await expect.poll(() => said, patience).toContain('listening');
  return {
    env: { NOTIFY_SOCKET: socket, PATH: process.env['PATH'] },
    told: () => said.split('\n').slice(1, -1),
  };
});

function isInstalled(tool: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool)));
}

test('systemd is told that it is ready, how it is, that it reads its settings again, and that it stops', async ({
  watch,
  double,
  manager,
}) => {
  const watching = await watch(['--server', double.url, zone], { env: manager.env });
  const published = expect.stringMatching(/^STATUS=example\.dynv6\.net: IPv4 198\.41\.0\.4, IPv6 2a02:/);
  await expect.poll(manager.told, patience).toEqual(['READY=1', published]);
  watching.signal('SIGHUP');
  const reloaded = [expect.stringMatching(/^RELOADING=1 MONOTONIC_USEC=\d+$/), 'READY=1'];
  await expect.poll(manager.told, patience).toEqual(['READY=1', published, ...reloaded]);
  await watching.end();
  await expect.poll(manager.told, patience).toEqual(['READY=1', published, ...reloaded, 'STOPPING=1']);
});

test('the status tells of trouble, and of its end', async ({ watch, openDouble, manager }) => {
  const double = await openDouble({ faults: onRequests({ 1: status(401) }) });
  const watching = await watch(['--server', double.url, zone], { env: manager.env });
  await expect.poll(manager.told, patience).toContainEqual(expect.stringMatching(/^STATUS=.*token/));
  watching.signal('SIGHUP');
  await expect.poll(() => manager.told().at(-1), patience).toMatch(/^STATUS=.*198\.41\.0\.4/);
  await watching.end();
});

test('the watchdog gets its signs of life', async ({ watch, double, manager }) => {
  const env = { ...manager.env, WATCHDOG_USEC: '1000000' };
  const watching = await watch(['--server', double.url, zone], { env });
  const signs = () => manager.told().filter((message) => message === 'WATCHDOG=1').length;
  await expect.poll(signs, patience).toBeGreaterThan(2);
  await watching.end();
});

test('without systemd-notify all goes on', async ({ watch, double, home }) => {
  const env = { NOTIFY_SOCKET: join(home.folder, 'nobody'), PATH: home.folder };
  const watching = await watch(['--server', double.url, zone], { env });
  await watching.says('updated');
  expect(await watching.end()).toMatchObject({ code: 0, stderr: '' });
});

test('the journal is told how much each line matters', async ({ watch, openDouble, home }) => {
  const double = await openDouble({ faults: onRequests({ 1: status(401) }) });
  const journal = await home.write('journal', '');
  const { dev, ino } = statSync(journal, { bigint: true });
  const watching = await watch(['--server', double.url, '-v', zone], {
    env: { JOURNAL_STREAM: `${dev}:${ino}` },
    shell: `exec "$@" >>${journal} 2>&1`,
  });
  const read = () => readFile(journal, 'utf8');
  await expect.poll(read, patience).toMatch(/^<3>example.dynv6.net: .*token/m);
  watching.signal('SIGHUP');
  await expect.poll(read, patience).toMatch(/^<6>example.dynv6.net: all is well again/m);
  await expect.poll(read, patience).toMatch(/^<6>example.dynv6.net: updated/m);
  await watching.machine(machineWith({ eth0: ['198.41.0.5/24', STABLE] }));
  await watching.end();
  const lines = (await read()).trimEnd().split('\n');
  expect(lines.filter((line) => !/^<[3-7]>/.test(line))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('<7>')).length).toBeGreaterThan(0);
});
