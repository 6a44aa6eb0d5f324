import { expect, vi } from 'vitest';
import { systemdPath, systemdWord } from '../../../src/service/systemd-word.ts';
import { zone } from '../../support/update-run.ts';
import { awkwardWords } from '../../unit/service/sample.ts';
import { test } from './fixtures.ts';
import { node, script } from './machine.ts';

vi.setConfig({ testTimeout: 60_000 });

const patience = { timeout: 20_000, interval: 50 };

test('systemd passes on each word as it was', async ({ machine, sh }) => {
  const words = awkwardWords.filter((word) => word !== '');
  const unit = `[Service]
Type=oneshot
StandardOutput=append:/run/said
ExecStart=/usr/bin/printf "[%%s]\\n" ${words.map(systemdWord).join(' ')}
ExecStart=${systemdPath(node)} -p 1
`;
  await machine.run(['sh', '-c', 'printf %s "$0" >/run/units/words.service', unit]);
  expect(await sh('systemctl start words.service')).toMatchObject({ code: 0, stderr: '' });
  const said = (await sh('cat /run/said')).stdout.split('\n');
  expect(said).toEqual([...words.map((word) => `[${word}]`), '1', '']);
});

const given = ['--ipv4', '198.41.0.4', '-4'];

test('a timer updates the zone from within its confinement, and leaves nothing when it goes', async ({
  double,
  dynv6,
  sh,
}) => {
  const install = () => dynv6('service', 'install', 'systemd', zone, '--timer', '--server', double.url, ...given);
  const everything = 'find /etc/dynv6 /etc/systemd /var/lib -type f -o -type l';
  const before = (await sh(everything)).stdout;

  expect(await install()).toMatchObject({ code: 0, stderr: '' });
  expect(await sh('systemctl start dynv6.service')).toMatchObject({ code: 0, stderr: '' });
  expect(double.log).toMatchObject([{ parameters: { zone, token: 'T0ken', ipv4: '198.41.0.4' } }]);
  expect((await sh('ls -l /var/lib/private/dynv6')).stdout).toMatch(/^-rw-------.* cache\.json$/m);
  expect(await install()).toMatchObject({ code: 0, stdout: expect.stringContaining('already so') });
  const look = ['status', zone, '--server', double.url, '--resolver', '127.0.0.1:1'];
  expect((await dynv6(...look)).stderr).toContain('--cache-dir /var/lib/dynv6');
  expect((await dynv6(...look, '--cache-dir', '/var/lib/dynv6')).stdout).toContain('published     IPv4 198.41.0.4');
  expect(await dynv6('service', 'status')).toMatchObject({ code: 0, stdout: expect.stringContaining('and running') });

  expect(await dynv6('service', 'uninstall')).toMatchObject({ code: 0, stderr: '' });
  expect((await sh(everything)).stdout).toBe(before);
  // systemd forgets a unit that is gone when it comes to it.
  const units = 'systemctl list-units --all --no-legend "dynv6*"';
  await vi.waitFor(async () => expect((await sh(units)).stdout).toBe(''), patience);
  expect(await dynv6('service', 'status')).toMatchObject({ code: 78 });
});

test('the watcher is ready, publishes, is asked to read its settings again, and ends', async ({
  double,
  dynv6,
  sh,
}) => {
  const config = JSON.stringify({
    server: double.url,
    ipv4: '198.41.0.4',
    ipv6: 'none',
    prefix: 'none',
    zones: [zone],
  });
  await sh(`mkdir /etc/dynv6 && printf '%s' '${config}' >/etc/dynv6/config.json`);
  expect(await dynv6('service', 'install', 'systemd')).toMatchObject({ code: 0, stderr: '' });
  await vi.waitFor(() => expect(double.log).toMatchObject([{ parameters: { zone, ipv4: '198.41.0.4' } }]), patience);
  expect((await sh('systemctl show -p ActiveState,SubState,Type,User dynv6.service')).stdout).toBe(
    'Type=notify\nUser=dynv6\nActiveState=active\nSubState=running\n',
  );

  await sh(`printf '%s' '${config.replace('198.41.0.4', '198.41.0.5')}' >/etc/dynv6/config.json`);
  expect(await sh('systemctl reload dynv6.service')).toMatchObject({ code: 0, stderr: '' });
  await vi.waitFor(() => expect(double.log.at(-1)).toMatchObject({ parameters: { ipv4: '198.41.0.5' } }), patience);

  expect(await sh('systemctl stop dynv6.service')).toMatchObject({ code: 0, stderr: '' });
  expect((await sh('systemctl show -p Result,ExecMainStatus dynv6.service')).stdout).toBe(
    'Result=success\nExecMainStatus=0\n',
  );
});

test('a wrong setting ends the watcher for good: it is not started again and again', async ({ dynv6, sh }) => {
  expect(await dynv6('service', 'install', 'systemd', zone, '--server', 'http://127.0.0.1:1', ...given)).toMatchObject({
    code: 0,
  });
  await sh(
    `sed -i 's/--ipv4 198.41.0.4/--ipv4 nonsense/' /etc/systemd/system/dynv6.service && systemctl daemon-reload`,
  );
  await sh('systemctl restart dynv6.service');
  const failed = 'systemctl show -p ActiveState,ExecMainStatus,NRestarts dynv6.service';
  await vi.waitFor(async () => expect((await sh(failed)).stdout).toContain('ActiveState=failed'), patience);
  expect((await sh(failed)).stdout).toBe('NRestarts=0\nExecMainStatus=64\nActiveState=failed\n');
});

test('the confinement hides nothing of the addresses', async ({ dynv6, sh }) => {
  await dynv6('service', 'install', 'systemd', zone, '--timer=24h', ...given);
  const line = [node, script, 'addresses', '--json', '--cache-dir', '/var/lib/dynv6'];
  const override = `[Service]
StandardOutput=append:/run/inside
ExecStart=
ExecStart=${[systemdPath(node), ...line.slice(1).map(systemdWord)].join(' ')}
`;
  await sh(`mkdir /etc/systemd/system/dynv6.service.d`);
  await sh(`cat >/etc/systemd/system/dynv6.service.d/x.conf <<'END'\n${override}END\nsystemctl daemon-reload`);
  expect(await sh('systemctl start dynv6.service')).toMatchObject({ code: 0, stderr: '' });
  const inside = JSON.parse((await sh('cat /run/inside')).stdout);
  const outside = JSON.parse((await dynv6('addresses', '--json')).stdout);
  expect(inside).toEqual(outside);
});
