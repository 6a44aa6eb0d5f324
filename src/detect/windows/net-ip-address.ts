import { familyOf, parseAddress } from '../../ip/address.ts';
import { isObject } from '../../json-object.ts';
import { parseJson, recordsOf } from '../json.ts';
import type { WindowsRow } from './row.ts';

/** For constrained language mode, which forbids calls into .NET. No name is asked for: ASCII out. */
export const netIpAddressCommand =
  'ConvertTo-Json -Compress -InputObject @(Get-NetIPAddress | Select-Object IPAddress,InterfaceIndex,PrefixOrigin,' +
  'SuffixOrigin,AddressState,PreferredLifetime)';

/** In the order of their numbers. Windows PowerShell writes numbers; PowerShell 7 can be told to write names. */
const prefixOrigins = ['Other', 'Manual', 'WellKnown', 'Dhcp', 'RouterAdvertisement'];
const suffixOrigins = ['Other', 'Manual', 'WellKnown', 'Dhcp', 'Link', 'Random'];
const addressStates = ['Invalid', 'Tentative', 'Duplicate', 'Deprecated', 'Preferred'];

/** `Get-NetIPAddress … | ConvertTo-Json`: a list, or one bare object where there is one address. */
export function parseNetIpAddress(text: string): readonly WindowsRow[] {
  const value = parseJson(text);
  return (isObject(value) ? [value] : recordsOf(value)).flatMap((entry) => {
    const addressText = String(entry['IPAddress'] ?? '').replace(/%.*/s, '');
    const family = familyOf(addressText);
    const address = parseAddress(addressText, family);
    if (address === null) return [];
    return {
      index: Number(entry['InterfaceIndex']),
      family,
      address,
      prefixOrigin: numberOf(entry['PrefixOrigin'], prefixOrigins),
      suffixOrigin: numberOf(entry['SuffixOrigin'], suffixOrigins),
      state: numberOf(entry['AddressState'], addressStates),
      preferredLifetime: lifetimeOf(entry['PreferredLifetime']),
    };
  });
}

/** NaN for what is neither a number nor one of the names. */
function numberOf(value: unknown, names: readonly string[]): number {
  if (typeof value === 'number') return value;
  const index = typeof value === 'string' ? names.indexOf(value) : -1;
  return index === -1 ? Number.NaN : index;
}

/** A TimeSpan, as the object of its parts or as text; nothing, or its greatest value, is for ever. */
function lifetimeOf(value: unknown): WindowsRow['preferredLifetime'] {
  if (value === null || value === '') return 'forever';
  const seconds = isObject(value) ? value['TotalSeconds'] : typeof value === 'string' ? secondsOf(value) : value;
  if (typeof seconds !== 'number' || !(seconds >= 0)) return 'unknown';
  return seconds >= 0xffffffff ? 'forever' : Math.floor(seconds * 1000);
}

/** `3.05:08:57`, `16:29:59`, `10675199.02:48:05.4775807`: days, hours, minutes, seconds. */
function secondsOf(text: string): number {
  const [, days = 0, hours, minutes, seconds] = /^(?:(\d+)\.)?(\d+):(\d+):(\d+)(?:\.\d+)?$/.exec(text) ?? [];
  if (text.startsWith('Infinite')) return Number.POSITIVE_INFINITY;
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}
