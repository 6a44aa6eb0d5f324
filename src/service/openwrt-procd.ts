import { fail, ok } from '../result.ts';
import { banner } from './banner.ts';
import { commandLine } from './command-line.ts';
import type { Command, Service, Supervisor } from './service.ts';
import { shellLine } from './shell.ts';

const script = '/etc/init.d/dynv6';
const hotplug = '/etc/hotplug.d/iface/95-dynv6';

/** A script for OpenWrt's procd, and one by which the watcher looks at once when an interface changes. */
export const openwrtProcd: Supervisor = {
  place(scope) {
    if (scope === 'user') return null;
    return {
      files: [script, hotplug],
      crontab: false,
      tool: null,
      sign: '/etc/rc.common',
      checks: () => [init('enabled'), init('running')],
      stop: () => [
        { ...init('stop'), mayFail: true },
        { ...init('disable'), mayFail: true },
      ],
      forget: [],
      leftovers: [],
    };
  },
  define(watcher) {
    if (watcher.period !== null) {
      return fail({
        code: 'usage',
        message: 'procd has no timers',
        advice: 'Use cron for that: dynv6 service install cron --user',
      });
    }
    return ok({
      parts: [
        { path: script, content: initScript(watcher), mode: 0o755 },
        { path: hotplug, content: hotplugScript, mode: 0o644 },
      ],
      start: [init('enable'), init('start')],
      hints: ['"logread -e dynv6" shows what it says'],
    });
  },
};

function init(action: string): Command {
  return { file: script, words: [action] };
}

function initScript(watcher: Service): string {
  return `#!/bin/sh /etc/rc.common
${banner(watcher.wrote)}
START=95
STOP=10
USE_PROCD=1

start_service() {
  procd_open_instance
  procd_set_param command ${shellLine(commandLine(watcher))}
  # Whatever ends is started again a minute later, for ever.
  procd_set_param respawn 3600 60 0
  procd_set_param stdout 1
  procd_set_param stderr 1
  procd_set_param term_timeout 5
  procd_close_instance
}

reload_service() {
  procd_send_signal dynv6 '*' HUP
}
`;
}

/** netifd tells of new prefixes by \`ifupdate\`, which the usual scripts leave out. */
const hotplugScript = `${banner([])}
[ "$ACTION" = ifup ] || [ "$ACTION" = ifupdate ] || exit 0
[ "$ACTION" = ifupdate ] && [ -z "$IFUPDATE_ADDRESSES" ] && [ -z "$IFUPDATE_PREFIXES" ] && exit 0

# USR1 makes the watcher look at once. Its number differs between processors.
ubus call service signal "{\\"name\\":\\"dynv6\\",\\"signal\\":$(kill -l USR1)}"
`;
