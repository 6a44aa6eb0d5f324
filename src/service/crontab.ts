import { cameWith, isOurs } from './banner.ts';

const begin = '# dynv6: begin';
const end = '# dynv6: end';
const section = /^# dynv6: begin\n[\s\S]*?^# dynv6: end\n?/m;

/** Our lines of a crontab; null where there are none. */
export function sectionOf(crontab: string): string | null {
  const found = section.exec(crontab)?.[0] ?? null;
  return found === null || !isOurs(found)
    ? null
    : found.replace(`${begin}\n`, '').replace(new RegExp(`^${end}\\n?`, 'm'), '');
}

/** The crontab with our lines in it, once, and everything else as it was. */
export function withSection(crontab: string, lines: string): string {
  const whole = `${begin}\n${lines}${end}\n`;
  if (sectionOf(crontab) !== null) return crontab.replace(section, () => whole);
  return `${crontab}${crontab === '' || crontab.endsWith('\n') ? '' : '\n'}${whole}`;
}

export function withoutSection(crontab: string): string {
  return sectionOf(crontab) === null ? crontab : crontab.replace(section, '');
}

export function filesOfSection(crontab: string): readonly string[] {
  return cameWith(sectionOf(crontab) ?? '');
}
