import { parseIpv6 } from '../../ip/address.ts';
import { type AddressFacts, type DescribedAddress, unknownFacts } from '../facts.ts';
import { parseJson, recordsOf } from '../json.ts';

/** `ip -j -6 addr`; null where the text is not whole JSON. iproute2, ip/ipaddress.c */
export function parseIpJson(text: string): readonly DescribedAddress[] | null {
  const value = parseJson(text);
  if (!Array.isArray(value)) return null;
  // Versions before 5.5 leave empty objects where something was filtered out.
  return recordsOf(value).flatMap(({ ifname, addr_info: entries }) =>
    recordsOf(entries).flatMap((entry) => {
      const address = typeof entry['local'] === 'string' ? parseIpv6(entry['local']) : null;
      if (typeof ifname !== 'string' || address === null) return [];
      const words = new Set(Object.keys(entry).filter((key) => entry[key] === true));
      const lifetime = entry['preferred_life_time'];
      const facts = factsOf({
        words,
        linkLocal: entry['scope'] === 'link',
        fromRouter: entry['protocol'] === 'kernel_ra',
        prefixLength: Number(entry['prefixlen']),
        preferredLifetime: typeof lifetime === 'number' ? lifetimeOf(lifetime) : 'unknown',
      });
      return { interface: ifname, address, ...facts };
    }),
  );
}

/** `ip -o -6 addr` and the form without `-o`, of every iproute2 and of busybox. */
export function parseIpText(text: string): readonly DescribedAddress[] {
  let name = '';
  return text
    .replace(/\n[ \t]+(?=valid_lft)/g, ' ')
    .split('\n')
    .flatMap((line) => {
      name = nameOf(line) ?? name;
      const words = line.split(/[ \t]+/);
      const after = (word: string) => words[words.indexOf(word) + 1] ?? '';
      if (!words.includes('inet6')) return [];
      const address = parseIpv6(after('inet6').replace(/\/.*/s, ''));
      if (address === null || name === '') return [];

      const [, length] = /\/(\d+)$/.exec(words.includes('peer') ? after('peer') : after('inet6')) ?? [];
      const facts = factsOf({
        words: new Set(words.slice(words.indexOf('scope'))),
        linkLocal: after('scope') === 'link',
        fromRouter: words.includes('proto') && after('proto') === 'kernel_ra',
        prefixLength: Number(length),
        preferredLifetime: words.includes('preferred_lft') ? textLifetime(after('preferred_lft')) : 'unknown',
      });
      return { interface: name, address, ...facts };
    });
}

/** `3: eth1@if3: <…>` heads a paragraph, `3: eth1    inet6 …` a line of its own; only the former adds the parent. */
function nameOf(line: string): string | null {
  const [, paragraph, single] = /^\d+: (?:([^ \t:]+): |([^ \t:]+)[ \t])/.exec(line) ?? [];
  return paragraph?.replace(/@[^@]*$/, '') ?? single ?? null;
}

interface Described {
  readonly words: ReadonlySet<string>;
  readonly linkLocal: boolean;
  readonly fromRouter: boolean;
  readonly prefixLength: number;
  readonly preferredLifetime: AddressFacts['preferredLifetime'];
}

function factsOf(described: Described): AddressFacts {
  const { words, preferredLifetime } = described;
  const duplicate = words.has('dadfailed');
  return {
    ...unknownFacts,
    // busybox prints the bit's IPv4 name.
    temporary: words.has('temporary') || words.has('secondary'),
    deprecated: words.has('deprecated'),
    tentative: words.has('tentative') && !duplicate,
    duplicate,
    detached: false,
    origin: originOf(described),
    preferredLifetime,
  };
}

/** The kernel does not say who made an address: these are the marks that the usual programs leave. */
function originOf({ words, linkLocal, fromRouter, prefixLength }: Described): AddressFacts['origin'] {
  const dynamic = words.has('dynamic');
  if (linkLocal) return 'unknown';
  if (words.has('temporary') || words.has('secondary')) return 'slaac';
  if (fromRouter || words.has('stable-privacy') || (dynamic && words.has('mngtmpaddr'))) return 'slaac';
  if (!dynamic) return 'manual';
  return prefixLength === 128 ? 'dhcp' : 'unknown';
}

function textLifetime(word: string): AddressFacts['preferredLifetime'] {
  const [, seconds] = /^(\d{1,10})sec$/.exec(word) ?? [];
  if (word === 'forever') return 'forever';
  return seconds === undefined ? 'unknown' : lifetimeOf(Number(seconds));
}

/** RFC 4861, section 4.6.2: all ones are infinity. */
function lifetimeOf(seconds: number): number | 'forever' {
  return seconds >= 0xffffffff ? 'forever' : seconds * 1000;
}
