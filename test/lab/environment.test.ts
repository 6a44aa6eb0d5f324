import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { PFX, STABLE } from '../support/machine.ts';
import { mustRun } from './command.ts';
import { gateways, type HomeNetwork } from './home-network.ts';
import { test } from './lab.ts';

const both = { ipv4: '198.41.0.4', ipv6: STABLE.address, ipv6prefix: PFX };

async function plugWithAddresses({ host, plug }: HomeNetwork): Promise<void> {
  await plug('eth0');
  await host.ip(`
addr add 198.41.0.4/24 dev eth0
route add default via ${gateways.public}
addr add ${STABLE.address}/64 dev eth0 nodad
`);
}

test('ten runs at once send at most two requests', async ({ lab, dynv6 }) => {
  await plugWithAddresses(lab);
  const runs = await Promise.all(Array.from({ length: 10 }, () => dynv6('example.dynv6.net')));

  expect(runs.map(({ code }) => code)).toEqual(runs.map(() => 0));
  const requests = await lab.service.requests();
  expect([1, 2]).toContain(requests.length);
  expect(requests[0]?.parameters).toMatchObject(both);
});

/**
 * The command as run by a user who has no name, with this environment alone. The project and Node.js are mounted where
 * everybody may read them: the folders above may be root's.
 */
async function nameless({ host }: HomeNetwork, environment: string): Promise<string> {
  const project = fileURLToPath(new URL('../..', import.meta.url));
  const mounts = `
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir -m 700 /mnt/a /mnt/b && chown 54321 /mnt/a /mnt/b
mkdir /mnt/read-only && mount -t tmpfs -o ro tmpfs /mnt/read-only
mkdir /mnt/project && mount --bind '${project}' /mnt/project
touch /mnt/node && mount --bind '${process.execPath}' /mnt/node
`;
  await mustRun(host.inside(['sh', '-e']), mounts);
  const user = ['setpriv', '--reuid', '54321', '--regid', '54321', '--clear-groups'];
  const command = host.inside(['env', '-i', environment, ...user, '/mnt/node', '/mnt/project/bin/dynv6.js']);
  return `exec ${command.join(' ')} "\${@:3}"`;
}

test.for([
  { is: 'without HOME', environment: 'token=T0ken' },
  { is: 'with a HOME that does not exist', environment: 'token=T0ken HOME=/nonexistent' },
  { is: 'with a HOME on a read-only disk', environment: 'token=T0ken HOME=/mnt/read-only' },
])('a user without a name, $is, can update (C42)', async ({ environment }, { lab, dynv6 }) => {
  await plugWithAddresses(lab);
  const shell = await nameless(lab, environment);

  const run = await dynv6('example.dynv6.net', { shell });
  expect(run).toMatchObject({ code: 0, sent: [both] });
  expect(run.stderr).not.toMatch(/^\s+at /m);
  expect(await dynv6('--help', { shell })).toMatchObject({ code: 0, stderr: '' });
  expect(await dynv6('--version', { shell })).toMatchObject({ code: 0, stderr: '' });
});

test('where nothing can be stored, a warning says so', async ({ lab, dynv6 }) => {
  await plugWithAddresses(lab);
  const shell = await nameless(lab, 'token=T0ken HOME=/mnt/read-only');

  const { stderr } = await dynv6('example.dynv6.net', { shell });
  expect(stderr.split('\n').filter((line) => line.includes('/mnt/read-only'))).toHaveLength(1);
});

test("of systemd's list of state directories the first is used (C42)", async ({ lab, dynv6 }) => {
  await plugWithAddresses(lab);
  const shell = await nameless(lab, 'token=T0ken STATE_DIRECTORY=/mnt/a:/mnt/b');

  expect(await dynv6('example.dynv6.net', { shell })).toMatchObject({ code: 0, sent: [both] });
  expect(await dynv6('example.dynv6.net', { shell })).toMatchObject({ code: 0, sent: [] });
  expect((await lab.host.run(['ls', '/mnt/a'])).stdout).not.toBe('');
  expect((await lab.host.run(['ls', '/mnt/b'])).stdout).toBe('');
});
