import { posix } from 'node:path';
import { ok } from '../result.ts';
import { banner } from './banner.ts';
import { commandLine } from './command-line.ts';
import type { Command, Owner, Place, Scope, Service, Supervisor } from './service.ts';
import { xmlText } from './xml.ts';

const label = 'dynv6.client';

/** An agent of the user, or a daemon of the system (launchd.plist(5)). */
export const launchd: Supervisor = {
  place(scope, owner) {
    const where = whereabouts(scope, owner);
    return where === null ? null : placeAt(where);
  },
  define(service) {
    const { plist, domain, log } = whereabouts(service.scope, service.owner) ?? system;
    const start = [
      // What was disabled by hand once stays so across installations.
      launchctl('enable', `${domain}/${label}`),
      launchctl('bootstrap', domain, plist),
    ];
    const hints = [`What it says is in ${log}`];
    return ok({ parts: [{ path: plist, content: propertyList(service, log), mode: 0o644 }], start, hints });
  },
};

interface Whereabouts {
  readonly plist: string;
  readonly domain: string;
  readonly log: string;
}

const system: Whereabouts = {
  plist: `/Library/LaunchDaemons/${label}.plist`,
  domain: 'system',
  log: '/Library/Logs/dynv6.log',
};

function whereabouts(scope: Scope, { id, homeFolder }: Owner): Whereabouts | null {
  if (scope === 'system') return system;
  if (homeFolder === null) return null;
  const library = posix.join(homeFolder, 'Library');
  return {
    plist: posix.join(library, 'LaunchAgents', `${label}.plist`),
    domain: `gui/${id ?? 0}`,
    log: posix.join(library, 'Logs', 'dynv6.log'),
  };
}

function placeAt({ plist, domain, log }: Whereabouts): Place {
  return {
    files: [plist],
    crontab: false,
    tool: 'launchctl',
    sign: null,
    checks: () => [launchctl('print', `${domain}/${label}`)],
    stop: () => [{ ...launchctl('bootout', `${domain}/${label}`), mayFail: true }],
    forget: [],
    leftovers: [log],
  };
}

function launchctl(...words: readonly string[]): Command {
  return { file: 'launchctl', words };
}

function propertyList(service: Service, log: string): string {
  const words = commandLine(service).map((word) => `    <string>${xmlText(word)}</string>\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
${banner(service.wrote, (line) => `<!-- ${line} -->`)}<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${label}</string>
  <key>ProgramArguments</key>
  <array>
${words.join('')}  </array>
${whenToRun(service)}  <key>RunAtLoad</key>
  <true/>
  <key>ProcessType</key>
  <string>Background</string>
  <key>Umask</key>
  <integer>63</integer>
  <key>StandardOutPath</key>
  <string>${xmlText(log)}</string>
  <key>StandardErrorPath</key>
  <string>${xmlText(log)}</string>
</dict>
</plist>
`;
}

/** launchd knows no exit code after which trying again is of no use: the pause keeps a wrong setting from doing harm. */
function whenToRun({ period }: Service): string {
  if (period !== null)
    return `  <key>StartInterval</key>\n  <integer>${Math.max(1, Math.round(period / 1000))}</integer>\n`;
  return `  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>60</integer>
`;
}
