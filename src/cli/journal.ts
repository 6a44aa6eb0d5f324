import { fstatSync } from 'node:fs';

/** How much a line matters. */
export type Level = 'error' | 'warning' | 'info' | 'debug';

/** sd-daemon(3), as syslog(3) numbers them. */
const priorities: Readonly<Record<Level, number>> = { error: 3, warning: 4, info: 6, debug: 7 };

/** Whether the stream of that number is the journal: systemd names its device and inode in JOURNAL_STREAM. */
export function isJournal(descriptor: number, { JOURNAL_STREAM = '' }: NodeJS.ProcessEnv): boolean {
  if (JOURNAL_STREAM === '') return false;
  try {
    const { dev, ino } = fstatSync(descriptor, { bigint: true });
    return JOURNAL_STREAM === `${dev}:${ino}`;
  } catch {
    return false;
  }
}

/** Each line with its priority, as the journal reads it. */
export function withPriority(text: string, level: Level): string {
  return text.replace(/^(?=.)/gm, `<${priorities[level]}>`);
}
