import { familyOf, parseAddress } from '../../ip/address.ts';
import type { WindowsRow } from './row.ts';

/**
 * What PowerShell 5.1 and 7 run alike: no module to load, no WMI, plain ASCII out. One line an address:
 * `index|address|prefix length|prefix origin|suffix origin|state|preferred|valid`, lifetimes in seconds.
 * https://learn.microsoft.com/dotnet/api/system.net.networkinformation.unicastipaddressinformation
 */
export const dotnetCommand =
  'foreach($n in [Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces()){$p=$n.GetIPProperties();$i=0;' +
  'try{$i=$p.GetIPv6Properties().Index}catch{try{$i=$p.GetIPv4Properties().Index}catch{}};' +
  "foreach($u in $p.UnicastAddresses){[string]::Join('|',@($i,$u.Address,$u.PrefixLength,[int]$u.PrefixOrigin," +
  '[int]$u.SuffixOrigin,[int]$u.DuplicateAddressDetectionState,$u.AddressPreferredLifetime,$u.AddressValidLifetime))}}';

const line = /^(\d+)\|([\d.:a-f]+)(?:%[^|]*)?\|\d+\|(\d+)\|(\d+)\|(\d+)\|(\d+)\|\d+(?:\|\d+)*$/i;

export function parseDotnetLines(text: string): readonly WindowsRow[] {
  return text.split(/\r?\n/).flatMap((printed) => {
    const [, index, addressText = '', ...numbers] = line.exec(printed.trim()) ?? [];
    const family = familyOf(addressText);
    const address = parseAddress(addressText, family);
    const [prefixOrigin = 0, suffixOrigin = 0, state = 0, seconds = 0] = numbers.map(Number);
    if (address === null) return [];
    const preferredLifetime = seconds >= 0xffffffff ? 'forever' : seconds * 1000;
    return [{ index: Number(index), family, address, prefixOrigin, suffixOrigin, state, preferredLifetime }];
  });
}
