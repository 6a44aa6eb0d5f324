import type { MachineAddress } from '../machine.ts';
import { isClat } from './clat.ts';
import { isEui64 } from './eui64.ts';
import { type AddressFacts, unknownFacts } from './facts.ts';
import type { ListedAddress } from './node-list.ts';

/** What Node alone tells of an address. */
export function undescribed(listed: ListedAddress, platform: string): MachineAddress {
  const { interface: name, family, address, prefixLength, mac } = listed;
  const eui64 = family === 'ipv6' && isEui64(address, mac);
  return {
    interface: name,
    family,
    address,
    prefixLength,
    ...(family === 'ipv4' ? ipv4Facts(platform) : unknownFacts),
    clat: isClat(name, address) || (platform === 'darwin' && family === 'ipv6' ? 'unknown' : false),
    origin: eui64 ? 'eui-64' : 'unknown',
  };
}

/** IPv4 has no privacy addresses; and only Windows has states for its addresses that Node does not show. */
function ipv4Facts(platform: string): AddressFacts {
  const state = platform === 'win32' ? 'unknown' : false;
  return { ...unknownFacts, temporary: false, deprecated: state, tentative: state, duplicate: state, detached: false };
}
