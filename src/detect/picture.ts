import { formatNetwork, networkOf } from '../ip/network.ts';
import type { Known, Machine, MachineAddress, MachineInterface, OnLinkPrefix } from '../machine.ts';
import type { Result } from '../result.ts';
import { type DescribedAddress, describe } from './facts.ts';
import type { ListedAddress } from './node-list.ts';
import { addressesDenied, flagsUnknown } from './notes.ts';
import { undescribed } from './undescribed.ts';

/** What a tool tells. */
export interface Description {
  /** Those that the tool names; none where it tells of addresses only. */
  readonly interfaces: readonly MachineInterface[];
  readonly addresses: readonly DescribedAddress[];
}

/** Node's list with what the tool tells of it, or with the reason why it tells nothing. */
export function picture(
  platform: string,
  listed: readonly ListedAddress[],
  description: Result<Description, string>,
): Machine {
  const told = description.ok ? description.value : { interfaces: [], addresses: [] };
  const interfaces = withLinks(listed, told.interfaces);
  const dead = new Set(interfaces.filter(({ link }) => link === false).map(({ name }) => name));
  const denied = description.ok && listed.length > 0 && told.addresses.length === 0;
  const alive = listed.filter(({ interface: name }) => !denied && !dead.has(name));
  const addresses = describe(
    alive.map((address) => undescribed(address, platform)),
    told.addresses,
  );
  return {
    platform,
    interfaces,
    addresses,
    onLinkPrefixes: siblingPrefixes(addresses),
    outgoing: { ipv4: 'unknown', ipv6: 'unknown' },
    blind: { ipv4: null, ipv6: null },
    notes: description.ok ? (denied ? [addressesDenied] : []) : [flagsUnknown(description.failure)],
  };
}

/** A system that shows no address. */
export function blindPicture(platform: string, reason: string): Machine {
  return {
    platform,
    interfaces: [],
    addresses: [],
    onLinkPrefixes: 'unknown',
    outgoing: { ipv4: 'unknown', ipv6: 'unknown' },
    blind: { ipv4: reason, ipv6: reason },
    notes: [],
  };
}

/** Node lists what is up and running; the tool may know better, for a cable is no matter of that on macOS. */
function withLinks(listed: readonly ListedAddress[], told: readonly MachineInterface[]): readonly MachineInterface[] {
  const links = new Map<string, Known<boolean>>(listed.map(({ interface: name }) => [name, true]));
  for (const { name, link } of told) links.set(name, link);
  return [...links].map(([name, link]) => ({ name, link }));
}

/** The network of a /128 is its neighbour's: no table is read on these systems. */
function siblingPrefixes(addresses: readonly MachineAddress[]): Known<readonly OnLinkPrefix[]> {
  const prefixes = addresses.flatMap(({ interface: name, family, address, prefixLength }) =>
    family === 'ipv6' && prefixLength !== 'unknown' && prefixLength < 128 && !address.startsWith('fe80:')
      ? [{ interface: name, network: formatNetwork(networkOf(address, prefixLength)) }]
      : [],
  );
  const distinct = new Map(prefixes.map((prefix) => [`${prefix.network}@${prefix.interface}`, prefix]));
  return distinct.size === 0 ? 'unknown' : [...distinct.values()];
}
