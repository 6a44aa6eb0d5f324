import { banner, cameWith } from './banner.ts';

const end = '# End of what "dynv6 service install" wrote.\n';

/** Where our lines begin and end in a crontab, the last of them included; null where there are none. */
function extent(crontab: string): { readonly from: number; readonly to: number } | null {
  const from = crontab.indexOf(banner([]));
  const last = crontab.indexOf(end, from);
  return from < 0 || last < 0 ? null : { from, to: last + end.length };
}

/** Our lines of a crontab, which begin with a banner; null where there are none. */
export function sectionOf(crontab: string): string | null {
  const found = extent(crontab);
  return found === null ? null : crontab.slice(found.from, found.to - end.length);
}

/** The crontab with our lines in it, once, and everything else as it was. */
export function withSection(crontab: string, lines: string): string {
  const found = extent(crontab);
  if (found !== null) return `${crontab.slice(0, found.from)}${lines}${end}${crontab.slice(found.to)}`;
  return `${crontab}${crontab === '' || crontab.endsWith('\n') ? '' : '\n'}${lines}${end}`;
}

export function withoutSection(crontab: string): string {
  const found = extent(crontab);
  return found === null ? crontab : crontab.slice(0, found.from) + crontab.slice(found.to);
}

export function filesOfSection(crontab: string): readonly string[] {
  return cameWith(sectionOf(crontab) ?? '');
}
