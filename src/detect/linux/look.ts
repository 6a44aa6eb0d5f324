import type { Known, Machine, MachineAddress, OnLinkPrefix } from '../../machine.ts';
import { attempt } from '../attempt.ts';
import { flagsUnknown } from '../notes.ts';
import type { DetectWorld } from '../world.ts';
import { addressesOf } from './addresses.ts';
import { readInterfaces } from './interfaces.ts';
import { parseOnLinkPrefixes } from './ipv6-route.ts';
import { readSources, type Sources } from './sources.ts';

/** Bytes of the routing table that are read: a router that knows all of the internet has ten times as many. */
const routesLimit = 4 * 1024 * 1024;

/** A picture without a child process: Node's list, and the flags that the kernel's own file adds to it. */
export function look(world: DetectWorld): Machine {
  const sources = readSources(world);
  const addresses = addressesOf(sources);
  return {
    platform: world.platform,
    interfaces: readInterfaces(world, linksOf(sources)),
    addresses,
    onLinkPrefixes: addresses.some(tellsNoNetwork) ? readOnLinkPrefixes(world) : 'unknown',
    outgoing: { ipv4: 'unknown', ipv6: 'unknown' },
    blind: { ipv4: sources.listed.ok ? null : sources.listed.failure, ipv6: ipv6Blindness(world, sources) },
    notes: notesOf(sources),
  };
}

/** The interfaces that have addresses; no value where it is for the kernel to say. */
function linksOf({ listed, rows }: Sources): ReadonlyMap<string, boolean | undefined> {
  const unlisted = listed.ok ? false : undefined;
  return new Map([
    ...(rows.ok ? rows.value : []).map(({ interface: name }) => [name, unlisted] as const),
    ...(listed.ok ? listed.value : []).map(({ interface: name }) => [name, true] as const),
  ]);
}

function tellsNoNetwork({ interface: name, family, prefixLength }: MachineAddress): boolean {
  return family === 'ipv6' && prefixLength === 128 && name !== 'lo';
}

function readOnLinkPrefixes({ readText }: DetectWorld): Known<readonly OnLinkPrefix[]> {
  const text = attempt(() => readText('/proc/net/ipv6_route', routesLimit));
  return text.ok ? parseOnLinkPrefixes(text.value) : 'unknown';
}

function ipv6Blindness({ readText }: DetectWorld, { listed, rows }: Sources): string | null {
  if (rows.ok && rows.value.length > 0) return null;
  if (listed.ok && listed.value.some(({ family }) => family === 'ipv6')) return null;
  if (!rows.ok && rows.failure.code === 'ENOENT') return 'this kernel has no IPv6 (there is no /proc/net/if_inet6)';
  if (!rows.ok) return listed.ok ? null : listed.failure;
  const switchedOff = attempt(() => readText('/proc/sys/net/ipv6/conf/all/disable_ipv6').trim() === '1');
  return switchedOff.ok && switchedOff.value ? 'IPv6 is switched off (net.ipv6.conf.all.disable_ipv6)' : null;
}

function notesOf({ listed, rows }: Sources): readonly string[] {
  const undescribed = !rows.ok && listed.ok && listed.value.some(({ family }) => family === 'ipv6');
  if (!undescribed) return [];
  return [flagsUnknown(`/proc/net/if_inet6 cannot be read (${rows.failure.message})`)];
}
