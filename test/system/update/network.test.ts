import { expect } from 'vitest';
import { runsAsRoot } from '../../support/as-root.ts';
import { test } from '../../support/fixtures.ts';
import { machineWith } from '../../support/machine.ts';
import { asked, oneLine, update, zone } from '../../support/update-run.ts';

const behindNat = machineWith({ eth0: ['192.168.77.2/24'] });

/** Runs the command where `/etc/hosts` is this file of the home, and no name server answers. */
function withHosts(name: string): string {
  const bind = `mount --bind "$HOME/resolv.conf" /etc/resolv.conf && mount --bind "$HOME/${name}" /etc/hosts`;
  return `exec unshare --mount bash -c '${bind} && exec "$@"' bash "$@"`;
}

const env = { token: 'T0ken', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };
const noNameServer = 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n';
const bothFamilies = '127.0.0.1 localhost\n::1 localhost\n';

test.runIf(runsAsRoot)(
  'no name server at boot: later, and nothing holds the next run back (C18)',
  async ({ double, home }) => {
    await home.write('resolv.conf', noNameServer);
    await home.write('before', bothFamilies);
    await home.write('after', `${bothFamilies}127.0.0.1 dynv6.test\n`);
    const words = ['--server', `http://dynv6.test:${double.http.port}`, '--retries', '1', '--timeout', '2s', zone];

    const early = await home.dynv6(words, { shell: withHosts('before'), env });
    expect(early.code).toBe(75);
    expect(early.stderr).toMatch(/dynv6\.test.*EAI_AGAIN/);
    expect((await home.dynv6(words, { shell: withHosts('after'), env })).code).toBe(0);
    expect(double.log).toHaveLength(1);
  },
);

test.runIf(runsAsRoot).for([
  { is: 'no family', addresses: [], code: 75 },
  { is: 'IPv4 alone', addresses: ['127.0.0.1'], code: 0 },
  { is: 'IPv6 alone', addresses: ['::1'], code: 0 },
])(
  'a server of both families that listens on $is: $code, and no reason is left out (C19)',
  async (row, { home, openDouble }) => {
    const double = await openDouble({ addresses: row.addresses.length === 0 ? ['127.0.0.1', '::1'] : row.addresses });
    if (row.code !== 0) await double.close();
    await home.write('resolv.conf', noNameServer);
    await home.write('hosts', bothFamilies);
    const words = ['--server', double.http.localhost, '--retries', '0', zone];
    const run = await home.dynv6(words, { shell: withHosts('hosts'), env });
    const stderr = row.code === 0 ? '' : expect.stringMatching(oneLine('127\\.0\\.0\\.1', '::1', 'refused'));
    expect(run).toMatchObject({ code: row.code, stderr });
  },
);

test('an automatic address never goes through a proxy (C23)', async ({ double, openProxy, home }) => {
  home.machine(behindNat);
  const proxy = await openProxy();
  const proxied = { token: 'T0ken', HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
  const run = await home.dynv6(update(double, '-4'), { env: proxied });
  expect(run).toEqual({ code: 78, stdout: '', stderr: expect.stringMatching(oneLine('proxy', 'NO_PROXY')) });
  expect(double.connections).toBe(0);

  const direct = await home.dynv6(update(double, '-4'), { env: { ...proxied, NO_PROXY: '127.0.0.1' } });
  expect(direct).toMatchObject({ code: 0, stderr: '' });
  expect(asked(double)).toEqual([{ ipv4: 'auto' }]);
  expect(proxy.tunnels).toEqual([]);
});

test('an address that is known goes through the proxy, and TLS with it (C23)', async ({
  certificates,
  openDouble,
  openProxy,
  home,
}) => {
  const [double, proxy] = [await openDouble({ certificates }), await openProxy()];
  const trusted = { token: 'T0ken', HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: certificates.authorityFile };
  expect(await home.dynv6(update(double), { env: trusted })).toMatchObject({ code: 0, stderr: '' });
  expect(double.log).toMatchObject([{ tls: true, parameters: { ipv4: '198.41.0.4' } }]);
  expect(proxy.tunnels).toEqual([new URL(double.url).host]);
});

test('a proxy that wants a password is told of, and not gone round (C23)', async ({ double, openProxy, home }) => {
  const proxy = await openProxy({ refusal: 407 });
  const run = await home.dynv6(update(double, '--retries', '0'), { env: { token: 'T0ken', HTTP_PROXY: proxy.url } });
  expect(run).toEqual({ code: 78, stdout: '', stderr: expect.stringMatching(oneLine('proxy', 'password')) });
  expect(double.connections).toBe(0);
});

test('a proxy that cannot be reached is told of, and not gone round (C23)', async ({ double, openProxy, home }) => {
  const proxy = await openProxy();
  await proxy.close();
  const run = await home.dynv6(update(double, '--retries', '0'), { env: { token: 'T0ken', HTTP_PROXY: proxy.url } });
  expect(run).toEqual({ code: 75, stdout: '', stderr: expect.stringMatching(oneLine('proxy')) });
  expect(double.connections).toBe(0);
});

test.runIf(runsAsRoot)('automatic values leave over the family that they are for', async ({ openDouble, home }) => {
  const double = await openDouble({ addresses: ['127.0.0.1', '::1'] });
  await home.write('resolv.conf', noNameServer);
  await home.write('hosts', bothFamilies);
  const words = ['--server', double.http.localhost, '--ipv4', 'auto', '--ipv6', 'auto', '--prefix', 'none', zone];
  expect(await home.dynv6(words, { shell: withHosts('hosts'), env })).toMatchObject({ code: 0, stderr: '' });
  const sent = double.log.map(({ family, parameters: { ipv4, ipv6 } }) => ({ family, ipv4, ipv6 }));
  expect(sent).toEqual([
    { family: 'ipv4', ipv4: 'auto' },
    { family: 'ipv6', ipv6: 'auto' },
  ]);
  expect(double.zones.get(zone)).toEqual({ ipv4: '127.0.0.1', ipv6: '::1', ipv6prefix: null });
});

test('an automatic value is sent each time, for nothing tells whether it changed', async ({ double, home }) => {
  home.machine(behindNat);
  for (const _ of [1, 2]) expect((await home.dynv6(update(double, '-4'))).code).toBe(0);
  expect(asked(double)).toEqual([{ ipv4: 'auto' }, { ipv4: 'auto' }]);
});

test('TLS is checked, and an authority of one’s own can be added', async ({ certificates, openDouble, home }) => {
  const double = await openDouble({ certificates });
  const refused = await home.dynv6(update(double, '--retries', '0'));
  expect(refused).toEqual({ code: 75, stdout: '', stderr: expect.stringMatching(oneLine('NODE_EXTRA_CA_CERTS')) });
  expect(double.log).toEqual([]);

  const env = { token: 'T0ken', NODE_EXTRA_CA_CERTS: certificates.authorityFile };
  expect(await home.dynv6(update(double), { env })).toMatchObject({ code: 0, stderr: '' });
  expect(double.log).toMatchObject([{ tls: true }]);
});
