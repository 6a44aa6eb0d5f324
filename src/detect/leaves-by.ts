import type { Known } from '../machine.ts';
import type { Origin } from '../update.ts';
import { ipPlaces } from './linux/places.ts';
import { readNodeList } from './node-list.ts';
import type { DetectWorld } from './world.ts';

/**
 * Whether what is sent from the address leaves by its interface: a socket that is bound to an address may still be
 * routed another way, through a VPN that holds the default route.
 */
export async function leavesBy(
  origin: Origin,
  destination: string,
  world: DetectWorld,
  signal: AbortSignal,
): Promise<Known<boolean>> {
  // Without being bound the kernel takes an address of the interface that its route leads to.
  const source = await world.connectUdp(destination.includes(':') ? 'ipv6' : 'ipv4', destination);
  if (source === origin.address || interfaceOf(source, world) === origin.interface) return true;
  // Windows follows the strong host model (RFC 1122, section 3.3.4.2): the address decides on the interface.
  if (world.platform === 'win32') return true;
  return world.platform === 'linux' ? await askRoute(origin, destination, world, signal) : 'unknown';
}

function interfaceOf(source: string | null, { networkInterfaces }: DetectWorld): string | null {
  const listed = readNodeList(networkInterfaces);
  if (!listed.ok) return null;
  // Node lists the labels of IPv4 addresses as interfaces of their own.
  return listed.value.find(({ address }) => address === source)?.interface.replace(/:\d+$/, '') ?? null;
}

/** Rules of routing by source may lead out by it all the same; they are asked through iproute2's or busybox's `ip`. */
async function askRoute(
  { interface: name, address }: Origin,
  destination: string,
  world: DetectWorld,
  signal: AbortSignal,
): Promise<Known<boolean>> {
  const program = world.find(ipPlaces);
  if (program === null) return 'unknown';
  const answer = await world.run(program, ['route', 'get', destination, 'from', address], signal);
  if (!answer.ok) return 'unknown';
  const [, device] = /\sdev (\S+)/.exec(answer.value) ?? [];
  return device === undefined ? 'unknown' : device === name;
}
