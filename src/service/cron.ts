import { fail, ok } from '../result.ts';
import { banner } from './banner.ts';
import { commandLine } from './command-line.ts';
import { cronSchedule } from './cron-schedule.ts';
import type { Service, Supervisor } from './service.ts';
import { shellLine } from './shell.ts';

const systemFile = '/etc/cron.d/dynv6';
const defaultPeriod = 5 * 60_000;

/** A line of the user's crontab, or for the whole system a file of its own (cron(8), crontab(5)). */
export const cron: Supervisor = {
  place: (scope) => ({
    files: scope === 'system' ? [systemFile] : [],
    crontab: scope === 'user',
    tool: scope === 'system' ? null : 'crontab',
    sign: scope === 'system' ? '/etc/cron.d' : null,
    checks: () => [],
    stop: () => [],
    forget: [],
    leftovers: [],
  }),
  define(service) {
    const timed: Service = { ...service, period: service.period ?? defaultPeriod };
    const command = commandLine(timed);
    const schedule = cronSchedule(timed.period ?? defaultPeriod, command.join(' '));
    if (!schedule.ok) {
      return fail({
        code: 'usage',
        message: '--timer: cron cannot keep this interval',
        advice: `It has to be ${schedule.failure}`,
      });
    }
    const hints = ['It runs at its next turn: cron tells nothing of whether it is at work itself'];
    const line = `${crontabCommand(command)}\n`;
    const head = banner(service.wrote);
    if (service.scope === 'user') {
      return ok({ parts: [], crontab: `${head}${schedule.value} ${line}`, start: [], hints });
    }
    // With no shell named, the system's own table may have one that quotes otherwise.
    const content = `${head}SHELL=/bin/sh\n${schedule.value} root ${line}`;
    return ok({ parts: [{ path: systemFile, content, mode: 0o644 }], start: [], hints });
  },
};

/** Neither cron's PATH nor its folder matters: every path is absolute. An unescaped `%` would end the command there. */
function crontabCommand(words: readonly string[]): string {
  return shellLine(words).replaceAll('%', '\\%');
}
