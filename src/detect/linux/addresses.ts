import type { MachineAddress } from '../../machine.ts';
import { isClat } from '../clat.ts';
import { isEui64 } from '../eui64.ts';
import { type AddressFacts, addressKey } from '../facts.ts';
import { undescribed } from '../undescribed.ts';
import { addressFlags, type IfInet6Row } from './if-inet6.ts';
import type { Sources } from './sources.ts';

/** The addresses of all interfaces that have a link. */
export function addressesOf({ listed, rows }: Sources): readonly MachineAddress[] {
  const nodes = listed.ok ? listed.value : [];
  const macs = new Map(nodes.map(({ interface: name, mac }) => [name, mac]));
  // A cable that was pulled out leaves the addresses in the kernel's file, and nothing in Node's list.
  const alive = (rows.ok ? rows.value : []).filter((row) => !listed.ok || macs.has(row.interface));
  const described = new Set(alive.map(addressKey));
  return [
    ...nodes.filter((address) => !described.has(addressKey(address))).map((address) => undescribed(address, 'linux')),
    ...alive.map((row) => fromRow(row, macs.get(row.interface) ?? null)),
  ];
}

function fromRow(row: IfInet6Row, mac: string | null): MachineAddress {
  const { interface: name, address, prefixLength, flags } = row;
  const duplicate = (flags & addressFlags.dadFailed) !== 0;
  return {
    interface: name,
    family: 'ipv6',
    address,
    prefixLength,
    temporary: (flags & addressFlags.temporary) !== 0,
    deprecated: (flags & addressFlags.deprecated) !== 0,
    // The kernel leaves the tentative bit where duplicate detection failed; it has finished all the same.
    tentative: (flags & addressFlags.tentative) !== 0 && !duplicate,
    duplicate,
    detached: false,
    clat: isClat(name, address),
    origin: originOf(row, mac),
    preferredLifetime: 'unknown',
  };
}

/** The kernel does not say who made an address; these are the marks that its own and the usual programs leave. */
function originOf({ address, prefixLength, flags }: IfInet6Row, mac: string | null): AddressFacts['origin'] {
  if (flags & addressFlags.temporary) return 'slaac';
  if (address.startsWith('fe80:')) return isEui64(address, mac) ? 'eui-64' : 'unknown';
  if (flags & addressFlags.permanent) return 'manual';
  if (prefixLength === 128) return 'dhcp';
  return isEui64(address, mac) ? 'eui-64' : 'slaac';
}
