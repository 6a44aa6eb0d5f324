import { posix, win32 } from 'node:path';
import { fail, ok } from '../result.ts';
import { banner } from './banner.ts';
import { commandLine } from './command-line.ts';
import type { Command, Owner, Service, Supervisor } from './service.ts';
import { xmlText } from './xml.ts';

const name = 'dynv6';
const defaultPeriod = 5 * 60_000;
const minute = 60_000;
const longest = 31 * 24 * 60 * minute;

/**
 * A task that runs when a network comes up, and every few minutes beside (Task Scheduler Schema 1.2). It runs as its
 * user: the folders of SYSTEM are others. For the whole system it runs whether the user is logged in or not (S4U,
 * without a password): no window is shown there. In a user's session `conhost --headless` keeps one from opening.
 */
export const taskScheduler: Supervisor = {
  place(_scope, owner) {
    const file = fileOf(owner);
    if (file === null) return null;
    return {
      files: [file],
      crontab: false,
      tool: 'schtasks',
      sign: null,
      checks: () => [schtasks('/query', '/tn', name)],
      stop: () => [
        { ...schtasks('/end', '/tn', name), mayFail: true },
        { ...schtasks('/delete', '/tn', name, '/f'), mayFail: true },
      ],
      forget: [],
      leftovers: [],
    };
  },
  define(service) {
    const period = service.period ?? defaultPeriod;
    if (period < minute || period > longest) {
      return fail({
        code: 'usage',
        message: '--timer: the Task Scheduler cannot keep this interval',
        advice: 'It has to be from 1m to 31d',
      });
    }
    const path = fileOf(service.owner) ?? '';
    return ok({
      parts: [{ path, content: taskXml({ ...service, period }, period), encoding: 'utf-16', mode: 0o600 }],
      start: [schtasks('/create', '/tn', name, '/xml', path, '/f'), schtasks('/run', '/tn', name)],
      hints: ['Task Scheduler shows it as "dynv6", with the code with which it last ended'],
    });
  },
};

function schtasks(...words: readonly string[]): Command {
  return { file: 'schtasks', words };
}

/** The scheduler keeps a copy of its own; ours tells the next install what it is, and uninstall what came with it. */
function fileOf({ settingsFolder }: Owner): string | null {
  if (settingsFolder === null) return null;
  return (settingsFolder.startsWith('/') ? posix : win32).join(settingsFolder, 'task.xml');
}

function taskXml(service: Service, period: number): string {
  const { owner, scope } = service;
  const [command, argumentLine] = action(service);
  const user = owner.name === null ? '' : `<UserId>${xmlText(owner.name)}</UserId>`;
  const logon = scope === 'system' ? 'S4U' : 'InteractiveToken';
  return `<?xml version="1.0" encoding="UTF-16"?>
${banner(service.wrote, (line) => `<!-- ${line} -->`)}<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>Keeps a dynv6.com zone pointing at this machine</Description></RegistrationInfo>
  <Triggers>
    <EventTrigger>
      <Enabled>true</Enabled>
      <Subscription>${xmlText(networkConnected)}</Subscription>
      <Delay>PT5S</Delay>
    </EventTrigger>
    <TimeTrigger>
      <Repetition><Interval>${isoDuration(period)}</Interval></Repetition>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">${user}<LogonType>${logon}</LogonType><RunLevel>LeastPrivilege</RunLevel></Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT2M</ExecutionTimeLimit>
    <Hidden>true</Hidden>
  </Settings>
  <Actions Context="Author">
    <Exec><Command>${xmlText(command)}</Command><Arguments>${xmlText(argumentLine)}</Arguments></Exec>
  </Actions>
</Task>
`;
}

/** "Connected to a network". It does not come when only the prefix changes: for that there is the repetition. */
const networkConnected = [
  '<QueryList><Query Id="0" Path="Microsoft-Windows-NetworkProfile/Operational">',
  '<Select Path="Microsoft-Windows-NetworkProfile/Operational">',
  "*[System[Provider[@Name='Microsoft-Windows-NetworkProfile'] and EventID=10000]]",
  '</Select></Query></QueryList>',
].join('');

function action(service: Service): readonly [command: string, argumentLine: string] {
  const [node = '', ...words] = commandLine(service);
  if (service.scope === 'system') return [node, windowsLine(words)];
  return ['%SystemRoot%\\System32\\conhost.exe', `--headless ${windowsLine([node, ...words])}`];
}

function windowsLine(words: readonly string[]): string {
  return words.map(windowsWord).join(' ');
}

/** As `CommandLineToArgvW` takes it apart: backslashes are plain but before a quote, where each needs a second. */
export function windowsWord(word: string): string {
  if (/^[^\s"]+$/.test(word)) return word;
  return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
}

function isoDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds % 60 === 0 ? `PT${seconds / 60}M` : `PT${seconds}S`;
}
