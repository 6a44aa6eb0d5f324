import { isClat } from '../clat.ts';
import { isEui64 } from '../eui64.ts';
import type { AddressFacts } from '../facts.ts';
import type { IfconfigRow } from './ifconfig.ts';

/** What the words of `ifconfig` mean on this system; the MAC is that of the row's interface. */
export function factsOf(row: IfconfigRow, mac: string | null, platform: string): AddressFacts {
  const { words, preferredLifetime } = row;
  const duplicate = words.has('duplicated');
  const origin = originOf(row, mac, platform);
  return {
    temporary: temporaryOf(row, origin, platform),
    deprecated: words.has('deprecated') || preferredLifetime === 0,
    tentative: (words.has('tentative') || words.has('optimistic')) && !duplicate,
    duplicate,
    detached: words.has('detached'),
    clat: words.has('clat46') || isClat(row.interface, row.address),
    origin,
    preferredLifetime,
  };
}

/** NetBSD has long had no word for it; but it is none that lasts for ever, was made of the MAC or is shown as `autoconf` alone. */
function temporaryOf(
  { words, preferredLifetime }: IfconfigRow,
  origin: AddressFacts['origin'],
  platform: string,
): AddressFacts['temporary'] {
  // `autoconfprivacy`: OpenBSD before 7.0.
  if (words.has('temporary') || words.has('autoconfprivacy')) return true;
  const plain = words.has('autoconf') || preferredLifetime === 'forever' || origin === 'eui-64';
  return plain || platform !== 'netbsd' ? false : 'unknown';
}

function originOf(row: IfconfigRow, mac: string | null, platform: string): AddressFacts['origin'] {
  const { address, words, preferredLifetime } = row;
  const eui64 = isEui64(address, mac);
  if (address.startsWith('fe80:')) return eui64 ? 'eui-64' : 'unknown';
  // macOS's word for DHCPv6.
  if (words.has('dynamic')) return 'dhcp';
  if (words.has('autoconf') || words.has('temporary')) return eui64 ? 'eui-64' : 'slaac';
  if (preferredLifetime === 'forever' && !words.has('secured')) return 'manual';
  // A DHCPv6 client leaves no mark on the BSDs; and on NetBSD routers leave none either.
  return platform === 'netbsd' && eui64 ? 'eui-64' : 'unknown';
}
