import { parseIpv6 } from '../../ip/address.ts';
import type { Known, MachineInterface } from '../../machine.ts';

/** An IPv6 address as `ifconfig` describes it. */
export interface IfconfigRow {
  readonly interface: string;
  readonly address: string;
  /** `autoconf`, `temporary`, `deprecated` and their like, in small letters. */
  readonly words: ReadonlySet<string>;
  /** Milliseconds. */
  readonly preferredLifetime: Known<number | 'forever'>;
}

export interface Ifconfig {
  readonly interfaces: readonly MachineInterface[];
  readonly rows: readonly IfconfigRow[];
}

/**
 * `ifconfig -L` of macOS, FreeBSD and NetBSD, `ifconfig` of OpenBSD. Read by words: columns, their order and the blanks
 * at the ends of lines differ between systems and releases. sbin/ifconfig/af_inet6.c of each
 */
export function parseIfconfig(text: string): Ifconfig {
  const paragraphs = text.split(/\n(?=[^\s])/).flatMap((paragraph) => {
    const [head = '', ...lines] = paragraph.split(/\r?\n/);
    const [, name, flags = ''] = /^(\S.*?): flags=[^<]*<([^>]*)>/.exec(head) ?? [];
    return name === undefined ? [] : [{ name, flags, lines: lines.map((line) => line.trim().split(/[ \t]+/)) }];
  });
  return {
    interfaces: paragraphs.map(({ name, flags, lines }) => ({ name, link: linkOf(flags.split(','), lines) })),
    rows: paragraphs.flatMap(({ name, lines }) => lines.flatMap((words) => rowOf(name, words))),
  };
}

type Words = readonly string[];

function linkOf(flags: Words, lines: readonly Words[]): boolean {
  const status = lines
    .find(([first]) => first === 'status:')
    ?.slice(1)
    .join(' ');
  return flags.includes('UP') && flags.includes('RUNNING') && !/inactive|no carrier|no network/.test(status ?? '');
}

/**
 * `inet6 A%em0 prefixlen 64 autoconf pltime 86114 vltime 86114`, with `--> B` or `-> B` after A on a point-to-point line;
 * NetBSD 8 and later: `inet6 A%wm0/64 flags 0x40<AUTOCONF>`.
 */
function rowOf(name: string, [family, first = '', ...words]: Words): readonly IfconfigRow[] {
  const address = family === 'inet6' ? parseIpv6(first.replace(/[%/].*/s, '')) : null;
  if (address === null) return [];
  const lifetimeAt = words.indexOf('pltime');
  return [
    {
      interface: name,
      address,
      words: new Set(words.flatMap((word) => word.toLowerCase().match(/[a-z][a-z\d]*/g) ?? [])),
      // The two lifetimes are shown only where one of them is finite.
      preferredLifetime: lifetimeAt === -1 ? 'forever' : lifetimeOf(words[lifetimeAt + 1] ?? ''),
    },
  ];
}

function lifetimeOf(word: string): IfconfigRow['preferredLifetime'] {
  if (word === 'infty') return 'forever';
  return /^\d{1,10}$/.test(word) ? Number(word) * 1000 : 'unknown';
}
