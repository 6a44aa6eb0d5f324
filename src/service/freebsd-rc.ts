import { fail, ok } from '../result.ts';
import { banner } from './banner.ts';
import { commandLine } from './command-line.ts';
import type { Command, Service, Supervisor } from './service.ts';
import { shellLine, shellWord } from './shell.ts';

const script = '/usr/local/etc/rc.d/dynv6';

/** A script for rc(8), with daemon(8) to keep the watcher running. */
export const freebsdRc: Supervisor = {
  place(scope) {
    if (scope === 'user') return null;
    return {
      files: [script],
      crontab: false,
      tool: 'service',
      sign: '/etc/rc.subr',
      checks: () => [service('enabled'), service('status')],
      stop: () => [{ ...service('onestop'), mayFail: true }],
      forget: [{ file: 'sysrc', words: ['-x', 'dynv6_enable'], mayFail: true }],
      leftovers: [],
    };
  },
  define(watcher) {
    if (watcher.period !== null) {
      return fail({
        code: 'usage',
        message: 'rc.d has no timers',
        advice: 'Use cron for that: dynv6 service install cron',
      });
    }
    return ok({
      parts: [{ path: script, content: rcScript(watcher), mode: 0o755 }],
      start: [{ file: 'sysrc', words: ['dynv6_enable=YES'] }, service('start')],
      hints: ['What it says goes to syslog, under the name dynv6'],
    });
  },
};

function service(action: string): Command {
  return { file: 'service', words: ['dynv6', action] };
}

/** rc.subr evaluates `command_args` once more: the words are quoted twice. */
function rcScript(watcher: Service): string {
  const words = shellLine(commandLine(watcher));
  return `#!/bin/sh
${banner(watcher.wrote)}#
# PROVIDE: dynv6
# REQUIRE: NETWORKING syslogd
# KEYWORD: shutdown

. /etc/rc.subr

name="dynv6"
rcvar="dynv6_enable"
desc="Keeps a dynv6.com zone pointing at this machine"
extra_commands="reload"

load_rc_config $name
: \${dynv6_enable:="NO"}

pidfile="/var/run/\${name}.pid"
childfile="/var/run/\${name}.child.pid"
command="/usr/sbin/daemon"
# -P: stopped by it, daemon(8) stops the watcher too; -R: what ends is started again a minute later.
command_args="-P \${pidfile} -p \${childfile} -R 60 -S -T \${name} -t \${name} -- "${shellWord(words)}
reload_cmd="dynv6_reload"

dynv6_reload()
{
  kill -HUP "$(cat "\${childfile}")"
}

run_rc_command "$1"
`;
}
