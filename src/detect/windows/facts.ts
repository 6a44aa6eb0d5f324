import { isClat } from '../clat.ts';
import { isEui64 } from '../eui64.ts';
import type { AddressFacts } from '../facts.ts';
import type { ListedAddress } from '../node-list.ts';
import type { WindowsRow } from './row.ts';

const prefixOrigin = { manual: 1, dhcp: 3, routerAdvertisement: 4 };
const suffixOrigin = { random: 5 };
const state = { invalid: 0, tentative: 1, duplicate: 2, deprecated: 3 };

/** What the numbers say of the address that Node lists. */
export function factsOf(row: WindowsRow, listed: ListedAddress): AddressFacts {
  const isOneOf = (...states: readonly number[]) => (Number.isNaN(row.state) ? 'unknown' : states.includes(row.state));
  return {
    temporary: temporaryOf(row),
    deprecated: isOneOf(state.deprecated, state.invalid),
    tentative: isOneOf(state.tentative),
    duplicate: isOneOf(state.duplicate),
    detached: false,
    clat: isClat(listed.interface, row.address),
    origin: originOf(row, listed.mac),
    preferredLifetime: row.preferredLifetime,
  };
}

/** Windows has no flag for it: only privacy addresses have a random suffix. */
function temporaryOf({ family, suffixOrigin: origin }: WindowsRow): AddressFacts['temporary'] {
  if (family === 'ipv4') return false;
  return Number.isNaN(origin) ? 'unknown' : origin === suffixOrigin.random;
}

/** A suffix from the link layer may be random all the same: only the MAC tells EUI-64. */
function originOf({ family, address, prefixOrigin: origin }: WindowsRow, mac: string): AddressFacts['origin'] {
  if (origin === prefixOrigin.manual) return 'manual';
  if (origin === prefixOrigin.dhcp) return 'dhcp';
  if (origin !== prefixOrigin.routerAdvertisement || family === 'ipv4') return 'unknown';
  return isEui64(address, mac) ? 'eui-64' : 'slaac';
}
