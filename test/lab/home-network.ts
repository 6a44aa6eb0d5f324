import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from './command.ts';
import { type Namespace, openNamespace } from './namespace.ts';
import { type RouterAdvertisements, routerAdvertisements } from './router-advertisements.ts';
import { openService, type Service, serviceAddresses } from './service.ts';
import { openTemporaryFolder, removeFolder } from './temporary-folder.ts';

/** The router's addresses in the home; any IPv6 address of `2a02:12ab::/32` is reached there too. */
export const gateways = {
  private: '192.168.77.1',
  shared: '100.64.0.1',
  public: '198.41.0.1',
  ipv6: 'fe80::1',
} as const;

/** Lines for `ip` that give the host's eth0 an address behind NAT, and so a way to the service. */
export const privateIpv4 = `
addr add 192.168.77.2/24 dev eth0
route add default via ${gateways.private}
`;

/** The router's address on the uplink: what the service sees of hosts behind NAT. */
export const natAddress = '198.41.64.2';

/** The name that the host's `/etc/hosts` knows for the service, in both families. */
export const serviceName = 'dynv6.lab';

/**
 * host ─ eth0 … ══ switch br0 ─ router ─ wan ══ uplink ─ service
 *
 * The host has no interface yet: a test plugs in what it needs. The router routes both families and translates what
 * comes from private (RFC 1918) and shared (RFC 6598) addresses.
 */
export interface HomeNetwork {
  readonly host: Namespace;
  readonly router: Namespace;
  readonly service: Service;
  readonly advertisements: RouterAdvertisements;
  /** Removed with the network. */
  readonly folder: string;
  /** Gives the host an interface, on a cable to the router's switch. It is up; its MAC tells its EUI-64 identifier. */
  plug(name: string, mac?: string): Promise<void>;
  /** Takes the cable out at the far end: the interface keeps its addresses and has no carrier. */
  unplug(name: string): Promise<void>;
  /** Gives the host a VPN whose far end, as WireGuard's does, takes nothing but what comes from its one address. */
  tunnel(name: string, address: string): Promise<void>;
  /** The host's `/etc/hosts`. */
  hosts(lines: string): Promise<void>;
  close(): Promise<void>;
}

/** `program`: the bundled service. */
export async function openHomeNetwork(program: string): Promise<HomeNetwork> {
  const folder = await openTemporaryFolder();
  const [host, router, service] = await Promise.all([openNamespace(), openNamespace(), openService(program)]);
  await Promise.all([setUpRouter(router, service.namespace), setUpHost(host, folder)]);
  let cables = 0;
  const ports = new Map<string, string>();

  const plug = async (name: string, mac: string): Promise<string> => {
    cables += 1;
    const port = `port${cables}`;
    ports.set(name, port);
    const veth = ['name', name, 'address', mac, 'type', 'veth', 'peer', 'name', port, 'netns', router.path] as const;
    // Not by `-batch`, for which a `#` in a name starts a comment.
    await mustRun(host.inside(['ip', 'link', 'add', ...veth]));
    await router.ip(`link set ${port} up`);
    return port;
  };
  const up = async (name: string) => void (await mustRun(host.inside(['ip', 'link', 'set', name, 'up'])));

  return {
    host,
    router,
    service,
    folder,
    advertisements: routerAdvertisements(router, 'br0', folder),
    async plug(name, mac = '08:00:27:12:34:56') {
      await router.ip(`link set ${await plug(name, mac)} master br0`);
      await up(name);
    },
    async unplug(name) {
      await router.ip(`link set ${ports.get(name) ?? name} down`);
    },
    async tunnel(name, address) {
      const port = await plug(name, '08:00:27:00:00:99');
      await router.ip(`route add ${address}/32 dev ${port}\naddr add fe80::1/64 dev ${port} nodad`);
      // The far end answers for the whole world, and at once.
      await router.sysctl({ [`net/ipv4/conf/${port}/proxy_arp`]: 1, [`net/ipv4/neigh/${port}/proxy_delay`]: 0 });
      await nft(router, `add rule ip lab forward iifname "${port}" ip saddr != ${address} drop`);
      await up(name);
    },
    hosts: (lines) => writeFile(join(folder, 'hosts'), lines),
    async close() {
      await Promise.all([host.close(), router.close(), service.close()]);
      await removeFolder(folder);
    },
  };
}

async function setUpRouter(router: Namespace, world: Namespace): Promise<void> {
  await router.sysctl({ 'net/ipv4/ip_forward': 1, 'net/ipv6/conf/all/forwarding': 1 });
  await router.ip(`
link add br0 type bridge mcast_snooping 0
link set br0 up
addr add ${gateways.private}/24 dev br0
addr add ${gateways.shared}/24 dev br0
addr add ${gateways.public}/24 dev br0
addr add ${gateways.ipv6}/64 dev br0 nodad
route add 2a02:12ab::/32 dev br0
link add wan type veth peer name uplink netns ${world.path}
link set wan up
addr add ${natAddress}/24 dev wan
addr add fe80::1/64 dev wan nodad
route add ${serviceAddresses.ipv6} via fe80::2 dev wan
`);
  await world.ip(`
link set uplink up
addr add fe80::2/64 dev uplink nodad
route add ${natAddress} dev uplink
route add default via ${natAddress} dev uplink
route add default via fe80::1 dev uplink
`);
  await nft(
    router,
    `table ip lab {
  chain forward {
    type filter hook forward priority 0
  }
  chain postrouting {
    type nat hook postrouting priority 100
    oifname "wan" ip saddr { 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 } masquerade
  }
}`,
  );
}

async function setUpHost(host: Namespace, folder: string): Promise<void> {
  // Addresses are good at once and routers are asked at once; a test that is about waiting says so.
  const conf = 'net/ipv6/conf/default';
  await host.sysctl({ [`${conf}/dad_transmits`]: 0, [`${conf}/router_solicitation_delay`]: 0 });
  const { ipv4, ipv6 } = serviceAddresses;
  await writeFile(join(folder, 'hosts'), `127.0.0.1 localhost\n${ipv4} ${serviceName}\n${ipv6} ${serviceName}\n`);
  // Nobody answers there, and says so at once.
  await writeFile(join(folder, 'resolv.conf'), 'nameserver 127.0.0.1\n');
  for (const file of ['hosts', 'resolv.conf']) {
    await mustRun(host.inside(['mount', '--bind', join(folder, file), `/etc/${file}`]));
  }
  // The /sys of the machine goes on to show the interfaces of the machine.
  await mustRun(host.inside(['mount', '-t', 'sysfs', 'sysfs', '/sys']));
}

async function nft(namespace: Namespace, rules: string): Promise<void> {
  await mustRun(namespace.inside(['nft', '-f', '-']), `${rules}\n`);
}
