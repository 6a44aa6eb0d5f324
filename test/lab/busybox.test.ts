import { expect } from 'vitest';
import { mustRun, run } from './command.ts';
import { type HomeNetwork, privateIpv4 } from './home-network.ts';
import { addressesOf } from './if-inet6.ts';
import { patience, test } from './lab.ts';

const oldPrefix = '2a02:12ab:1::/64';
const newPrefix = '2a02:12ab:2::/64';
const newAddress = '2a02:12ab:2:0:a00:27ff:fe12:3456';

/**
 * A shell on the host as Alpine and OpenWrt have it: PATH leads to busybox's applets alone, and what stands where
 * iproute2 has its `ip` is busybox too. The rest of the machine keeps its own.
 */
async function withBusyboxAlone({ host, folder }: HomeNetwork): Promise<string> {
  const applets = `${folder}/applets`;
  await mustRun(['sh', '-e'], `mkdir '${applets}'\nbusybox --install -s '${applets}'\n`);
  const enter = `'mount --bind "$(command -v busybox)" "$(readlink -f "$(command -v ip)")"; export PATH="$0"; exec "$@"'`;
  return `exec ${host.inside(['unshare', '--mount', 'sh', '-c', enter, applets, '"$@"']).join(' ')}`;
}

test('there is no ip command but that of busybox', async ({ lab }) => {
  const shell = await withBusyboxAlone(lab);
  for (const ip of ['ip', '/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip', '/bin/ip']) {
    const { stdout, stderr } = await run(['/bin/bash', '-c', shell, 'bash', ip, '--help']);
    expect(`${stdout}${stderr}`).toMatch(/^BusyBox v|No such file/m);
  }
});

test('with busybox alone, one address is found and sent', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);
  await lab.advertisements.announce([{ network: newPrefix }]);
  await expect.poll(() => addressesOf(lab.host), patience).toHaveLength(1);
  const shell = await withBusyboxAlone(lab);
  expect(await dynv6('-6 example.dynv6.net', { shell })).toMatchObject({
    code: 0,
    sent: [{ ipv6: newAddress, ipv6prefix: newPrefix }],
  });
});

test('with busybox alone, of two prefixes the one whose clock is refreshed is chosen', async ({ lab, dynv6 }) => {
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);
  await lab.advertisements.announce([{ network: oldPrefix, preferred: 7200 }]);
  await expect.poll(() => addressesOf(lab.host), patience).toHaveLength(1);
  await lab.advertisements.announce([{ network: newPrefix, preferred: 14_400 }]);
  await expect.poll(() => addressesOf(lab.host), patience).toMatchObject([{ flags: [] }, { flags: [] }]);

  const shell = await withBusyboxAlone(lab);
  const chosen = await dynv6('-6 -v example.dynv6.net', { shell });
  expect(chosen).toMatchObject({ code: 0, sent: [{ ipv6: newAddress, ipv6prefix: newPrefix }] });
  expect(chosen.stderr).toContain('another stays preferred for longer');
  expect(chosen.stderr).not.toContain('is not known');
});
