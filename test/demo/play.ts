import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import kleur from 'kleur';
import type { Double } from '../double/double.ts';
import type { HeldZone } from '../double/state.ts';
import { type Step, zone } from './steps.ts';

export interface Stage {
  readonly double: Double;
  /** An empty folder that plays the user's home. */
  readonly home: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Shows one step with the real command. True where all went as it had to. */
export async function play(step: Step, { double, home, signal, say }: Stage): Promise<boolean> {
  const words = step.words.includes(zone) ? ['--server', double.url, ...step.words] : step.words;
  say(`\n${kleur.bold(step.title)}`);
  say(kleur.dim(`$ token=… dynv6 ${words.join(' ')}`));

  const picture = join(home, 'machine.json');
  await writeFile(picture, JSON.stringify(step.machine));
  const asked = double.log.length;
  const held = describe(double.zones.get(zone));
  const env = { ...surroundings(home), DYNV6_MACHINE: picture, token: step.token };
  const exitCode = await run(words, { env, signal });

  const requests = double.log.length - asked;
  const holds = describe(double.zones.get(zone));
  const news = holds === held ? '' : ` · the service now has ${holds}`;
  say(kleur.dim(`exit code ${exitCode} · ${requests === 1 ? '1 request' : `${requests} requests`}${news}`));

  const asTold = exitCode === step.exitCode && requests === step.requests && holds === describe(step.holds);
  if (!asTold) {
    say(kleur.red(`expected: exit code ${step.exitCode} · ${step.requests} · the service has ${describe(step.holds)}`));
  }
  return asTold;
}

function describe(zone: HeldZone | undefined): string {
  return [zone?.ipv4, zone?.ipv6, zone?.ipv6prefix].map((value) => value ?? '-').join(', ');
}

/** The command's output goes where ours goes, so that it looks as it does for its user. */
function run(
  words: readonly string[],
  { env, signal }: { readonly env: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<number | null> {
  const child = spawn(process.execPath, [resolve('bin/dynv6.js'), ...words], {
    env,
    signal,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((done, failed) => {
    child.once('error', failed).once('exit', (code) => done(code));
  });
}

/** A home of its own on every system, and what a terminal needs; nothing else of the user's. */
function surroundings(home: string): Readonly<Record<string, string>> {
  const kept = ['PATH', 'TERM', 'COLORTERM', 'NO_COLOR', 'SystemRoot'];
  const homes = ['HOME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA'];
  return Object.fromEntries([
    ...kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
    ...homes.map((name) => [name, home]),
  ]);
}
