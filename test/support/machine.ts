import type { Family, Machine, MachineAddress } from '../../src/machine.ts';

/** An address of an interface, before it is known which. */
export type Sighting = Omit<MachineAddress, 'interface'>;

/** The addresses of each interface, in the system's order; a bare `ADDRESS/LEN` was set by hand. */
export type Interfaces = Readonly<Record<string, readonly (string | Sighting)[]>>;

type Flag = 'temporary' | 'deprecated' | 'tentative' | 'duplicate' | 'detached' | 'clat';

/** `ADDRESS/LEN` as the system shows it. */
export function seen(text: string, origin: MachineAddress['origin'], ...flags: readonly Flag[]): Sighting {
  const [address = '', length] = text.split('/');
  const family: Family = address.includes(':') ? 'ipv6' : 'ipv4';
  const raised = (flag: Flag) => flags.includes(flag);
  return {
    family,
    address,
    prefixLength: Number(length),
    temporary: raised('temporary'),
    deprecated: raised('deprecated'),
    tentative: raised('tentative'),
    duplicate: raised('duplicate'),
    detached: raised('detached'),
    clat: raised('clat'),
    origin,
    preferredLifetime: 'unknown',
  };
}

/** The address of a home server that never changes while the prefix stays. */
export const STABLE = seen('2a02:12ab:34c:ef:a00:27ff:fe12:3456/64', 'eui-64');
/** A privacy address (RFC 8981) in the same network. */
export const TEMP = seen('2a02:12ab:34c:ef:158b:748c:e886:5321/64', 'slaac', 'temporary');
/** The network of both. */
export const PFX = '2a02:12ab:34c:ef::/64';

/** A picture of a machine. The first interface that has an address of a family is its way out for that family. */
export function machineWith(interfaces: Interfaces, more: Partial<Machine> = {}): Machine {
  const addresses = Object.entries(interfaces).flatMap(([name, sightings]) =>
    sightings.map((sighting) => ({
      interface: name,
      ...(typeof sighting === 'string' ? seen(sighting, 'manual') : sighting),
    })),
  );
  const wayOut = (family: Family) =>
    addresses.find((address) => address.family === family && address.interface !== 'lo')?.interface ?? null;
  return {
    platform: 'linux',
    interfaces: Object.keys(interfaces).map((name) => ({ name, link: true })),
    addresses,
    onLinkPrefixes: [],
    outgoing: { ipv4: wayOut('ipv4'), ipv6: wayOut('ipv6') },
    blind: { ipv4: null, ipv6: null },
    notes: [],
    ...more,
  };
}

/** eth0 with 198.41.0.4 and STABLE. */
export const homeServer = machineWith({ eth0: ['198.41.0.4/24', STABLE] });
