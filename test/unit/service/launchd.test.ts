import fc from 'fast-check';
import { test as base, expect } from 'vitest';
import { commandLine } from '../../../src/service/command-line.ts';
import { launchd } from '../../../src/service/launchd.ts';
import type { Service } from '../../../src/service/service.ts';
import { words } from './arbitraries.ts';
import { personal, plain } from './sample.ts';
import { runTool, whyWithout } from './tool.ts';

/** Python's parser reads all kinds of property lists; here it gives one as JSON. */
const parser =
  'import json, plistlib, sys; print(json.dumps([plistlib.loads(t.encode()) for t in json.load(sys.stdin)]))';
const test = base.skipIf(whyWithout('python3') !== null);

function plists(services: readonly Service[]): readonly Readonly<Record<string, unknown>>[] {
  const texts = services.map((service) => {
    const defined = launchd.define(service);
    if (!defined.ok) throw new Error(defined.failure.message);
    return defined.value.parts[0]?.content ?? '';
  });
  const run = runTool('python3', ['-c', parser], JSON.stringify(texts));
  if (run?.code !== 0) throw new Error(run?.stderr);
  return JSON.parse(run.stdout);
}

const mac: Service = {
  ...personal,
  owner: {
    ...personal.owner,
    id: 501,
    homeFolder: '/Users/ann b',
    settingsFolder: '/Users/ann b/Library/Preferences/dynv6',
  },
};

test("a user's agent is kept running, with a pause between two tries", () => {
  const [plist] = plists([mac]);
  expect(plist).toEqual({
    Label: 'dynv6.client',
    ProgramArguments: commandLine(mac),
    KeepAlive: { SuccessfulExit: false },
    ThrottleInterval: 60,
    RunAtLoad: true,
    ProcessType: 'Background',
    Umask: 0o077,
    StandardOutPath: '/Users/ann b/Library/Logs/dynv6.log',
    StandardErrorPath: '/Users/ann b/Library/Logs/dynv6.log',
  });
  expect(launchd.place('user', mac.owner)?.files).toEqual(['/Users/ann b/Library/LaunchAgents/dynv6.client.plist']);
});

test("the system's daemon is in the system's folder, and is told to the system's domain", () => {
  const defined = launchd.define(plain);
  expect(defined).toMatchObject({
    ok: true,
    value: {
      parts: [{ path: '/Library/LaunchDaemons/dynv6.client.plist' }],
      start: [{}, { file: 'launchctl', words: ['bootstrap', 'system', '/Library/LaunchDaemons/dynv6.client.plist'] }],
    },
  });
});

test('with a timer it is started every so many seconds and not kept', () => {
  const [plist] = plists([{ ...mac, period: 600_000 }]);
  expect(plist).toMatchObject({ StartInterval: 600, ProgramArguments: expect.arrayContaining(['--quiet']) });
  expect(plist).not.toHaveProperty('KeepAlive');
});

test('launchd gets each word as it was', () => {
  const samples = fc.sample(words, { numRuns: 200, seed: 1 });
  const read = plists(samples.map((given) => ({ ...mac, words: given, wrote: given })));
  expect(read.map((plist) => plist['ProgramArguments'])).toEqual(
    samples.map((given) => commandLine({ ...mac, words: given })),
  );
});

test('a user without a home has no place for an agent', () => {
  expect(launchd.place('user', { ...mac.owner, homeFolder: null })).toBe(null);
});
