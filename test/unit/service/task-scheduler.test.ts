import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { test as base, expect } from 'vitest';
import { commandLine } from '../../../src/service/command-line.ts';
import type { Service } from '../../../src/service/service.ts';
import { writePart } from '../../../src/service/step.ts';
import { taskScheduler, windowsWord } from '../../../src/service/task-scheduler.ts';
import { word, words } from './arbitraries.ts';
import { closed, open, plain } from './sample.ts';
import { runTool, whyWithout } from './tool.ts';

const test = base;
const withXml = base.skipIf(whyWithout('xmllint') !== null);

const roaming = 'C:\\Users\\ä b\\AppData\\Roaming\\dynv6';

const windows: Service = {
  ...plain,
  owner: { name: 'PC\\ä b', id: null, homeFolder: 'C:\\Users\\ä b', settingsFolder: roaming },
  program: [open('C:\\Program Files\\nodejs\\node.exe'), open('C:\\Users\\ä b\\npm\\dynv6\\bin\\dynv6.js')],
  config: open(`${roaming}\\config.json`),
  tokenFile: closed(`${roaming}\\token`),
  cacheFolder: 'C:\\Users\\ä b\\AppData\\Local\\dynv6',
  wrote: [`${roaming}\\token`],
};

function taskFile(service: Service): Buffer {
  const defined = taskScheduler.define(service);
  if (!defined.ok) throw new Error(defined.failure.message);
  const [part] = defined.value.parts;
  const step = part === undefined ? undefined : writePart(part);
  return step?.do === 'write' ? Buffer.from(step.content) : Buffer.alloc(0);
}

/** What an XML parser finds under a path of element names. */
function xpath(file: Buffer, expression: string): string {
  const named = expression.replace(/\/(\w+)/g, "/*[local-name()='$1']");
  const run = runTool('xmllint', ['--xpath', `string(${named})`, '-'], file);
  if (run?.code !== 0) throw new Error(run?.stderr);
  return run.stdout.replace(/\n$/, '');
}

/** How a Windows program takes its command line apart (Microsoft's "Parsing C command-line arguments"). */
function argumentsOf(line: string): readonly string[] {
  const literalQuote = '\u0001';
  const halved = line.replace(/(\\+)"/g, (_, { length }: string) =>
    length % 2 === 0 ? `${'\\'.repeat(length / 2)}"` : `${'\\'.repeat((length - 1) / 2)}${literalQuote}`,
  );
  const found = halved.match(/(?:"[^"]*"|[^" ])+/g) ?? [];
  return found.map((argument) => argument.replaceAll('"', '').replaceAll(literalQuote, '"'));
}

test('a program of Windows gets each word as it was', () => {
  fc.assert(
    fc.property(fc.array(word), (given) => {
      expect(argumentsOf(given.map(windowsWord).join(' '))).toEqual(given);
    }),
  );
});

test('the file is UTF-16, little-endian, with a byte order mark, as schtasks wants it', () => {
  const file = taskFile(windows);
  expect([...file.subarray(0, 4)]).toEqual([0xff, 0xfe, '<'.charCodeAt(0), 0]);
  expect(file.subarray(2).toString('utf16le')).toMatch(/^<\?xml version="1.0" encoding="UTF-16"\?>\n/);
});

withXml(
  'the task runs as its user and names config and cache by full paths, whatever letters are in them (C44)',
  () => {
    const file = taskFile(windows);
    expect(xpath(file, '/Task/Principals/Principal/UserId')).toBe('PC\\ä b');
    expect(xpath(file, '/Task/Actions/Exec/Command')).toBe('C:\\Program Files\\nodejs\\node.exe');
    const given = argumentsOf(xpath(file, '/Task/Actions/Exec/Arguments'));
    expect(given).toEqual(commandLine({ ...windows, period: 300_000 }).slice(1));
    expect(given).toEqual(expect.arrayContaining([`${roaming}\\config.json`, `${roaming}\\token`, '--quiet']));
  },
);

withXml('in a session of the user no window opens: the console has no head', () => {
  const file = taskFile({ ...windows, scope: 'user' });
  expect(xpath(file, '/Task/Principals/Principal/LogonType')).toBe('InteractiveToken');
  expect(xpath(file, '/Task/Actions/Exec/Command')).toBe('%SystemRoot%\\System32\\conhost.exe');
  expect(argumentsOf(xpath(file, '/Task/Actions/Exec/Arguments')).slice(0, 2)).toEqual([
    '--headless',
    'C:\\Program Files\\nodejs\\node.exe',
  ]);
});

withXml('without a session, and so without a window, it runs whoever is logged in', () => {
  expect(xpath(taskFile(windows), '/Task/Principals/Principal/LogonType')).toBe('S4U');
});

/** The paths of all elements of an XML text that has no two elements of one name side by side but in lists. */
function elementsOf(xml: string): readonly string[] {
  const path: string[] = [];
  const found = new Set<string>();
  for (const [, close, name = '', self] of xml
    .replace(/<!--.*?-->|<\?.*?\?>/gs, '')
    .matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
    if (close === '/') path.pop();
    else {
      path.push(name);
      found.add(path.join('/'));
      if (self === '/') path.pop();
    }
  }
  return [...found];
}

test('its elements are those of a task that Windows exported, and the user', () => {
  const exported = readFileSync(new URL('fixtures/task-event-10000.xml', import.meta.url), 'utf8');
  const ours = taskFile(windows).toString('utf16le');
  const without = elementsOf(ours).filter((path) => path !== 'Task/Principals/Principal/UserId');
  expect(without).toEqual(elementsOf(exported));
  for (const setting of [
    'MultipleInstancesPolicy',
    'ExecutionTimeLimit',
    'StartWhenAvailable',
    'Subscription',
    'Delay',
  ]) {
    const value = (text: string) =>
      new RegExp(`<${setting}>(.*)</${setting}>`).exec(text)?.[1]?.replaceAll('&quot;', '"');
    expect(value(ours)).toBe(value(exported));
  }
});

test.for([
  { period: 60_000, interval: 'PT1M' },
  { period: 90_000, interval: 'PT90S' },
  { period: null, interval: 'PT5M' },
])('every $period ms is $interval', ({ period, interval }) => {
  expect(taskFile({ ...windows, period }).toString('utf16le')).toContain(`<Interval>${interval}</Interval>`);
});

test.for([1000, 32 * 86_400_000])('%d ms are no interval of the Task Scheduler', (period) => {
  expect(taskScheduler.define({ ...windows, period })).toMatchObject({ ok: false, failure: { code: 'usage' } });
});

withXml('every word survives the XML', () => {
  for (const given of fc.sample(words, { numRuns: 30, seed: 1 })) {
    const file = taskFile({ ...windows, words: given, wrote: given });
    expect(argumentsOf(xpath(file, '/Task/Actions/Exec/Arguments')).slice(1, given.length + 1)).toEqual(given);
  }
});
