import fs from 'node:fs';
import os from 'node:os';
import { type Cache, openCache } from './cache/cache.ts';
import { openChannels } from './channels/open-channel.ts';
import { processTerminal } from './cli/process-terminal.ts';
import { version } from './cli/program.ts';
import { runProgram } from './cli/run-program.ts';
import { refuse } from './cli/say.ts';
import { detectorFor } from './detect/detect.ts';
import { realDetectWorld } from './detect/world.ts';
import type { Failure } from './failure.ts';
import type { Detector } from './machine.ts';
import type { World } from './pipeline/world.ts';
import { fail, ok, type Result } from './result.ts';
import { Secret } from './secret.ts';

const ending = new AbortController();
/** What has to be done before the process may end. */
const pending: Promise<void>[] = [];

/** Builds the real effects, runs the command line, and ends the process once all is written. */
async function main(): Promise<void> {
  const terminal = processTerminal({
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    setExitCode: (code) => {
      process.exitCode = code;
    },
  });
  const tokens = [process.env['token'], process.env['DYNV6_TOKEN']];
  terminal.hide(tokens.flatMap((text) => (text ? [new Secret(text.trim())] : [])));
  process.exitCode = 0;
  const played = await playedMachine();
  if (played.ok) await runProgram(process.argv.slice(2), realWorld(played.value), terminal);
  else refuse([played.failure], terminal, { json: false, quiet: false, verbose: false });
  await Promise.all([...pending, flushed(process.stdout), flushed(process.stderr)]);
  // A look-up of a name that nobody waits for any more would hold the process for as long as the system's resolver tries.
  process.exit();
}

function realWorld(played: Detector | null): World {
  const environment = process.env;
  return {
    platform: process.platform,
    environment,
    homeFolder: homeFolder(),
    currentFolder: currentFolder(),
    files: {
      read: (path) => fs.readFileSync(path),
      mode: (path) => (process.platform === 'win32' ? null : fs.statSync(path).mode & 0o777),
    },
    now: () => Date.now(),
    random: () => Math.random(),
    sleep,
    openCache: (folder) => openCache(folder, { now: () => Date.now(), sleep }),
    detector: (cache) => played ?? thisMachine(cache),
    openChannels: (trace) =>
      openChannels({
        userAgent: `dynv6/${version} (Node.js ${process.version})`,
        environment,
        now: () => Date.now(),
        leavesBy: async (origin, destination, signal) => {
          const { leavesBy } = await import('./detect/leaves-by.ts');
          return leavesBy(origin, destination, realDetectWorld(environment), signal);
        },
        trace,
      }),
    signal: ending.signal,
  };
}

/** The picture of another machine that is to be played; null where this one is meant. */
async function playedMachine(): Promise<Result<Detector | null, Failure>> {
  const file = process.env['DYNV6_MACHINE'] ?? '';
  if (file === '') return ok(null);
  try {
    const { parseMachine, replay } = await import('./detect/replay.ts');
    const machine = parseMachine(fs.readFileSync(file, 'utf8'));
    return machine.ok ? ok(replay(machine.value)) : machine;
  } catch (cause) {
    return fail({ code: 'config', message: `the picture ${file} (from DYNV6_MACHINE) cannot be read`, cause });
  }
}

function thisMachine(cache: Cache): Detector {
  return detectorFor(realDetectWorld(process.env), {
    recall: () => cache.recallFacts(),
    remember: (text) => void pending.push(cache.rememberFacts(text)),
  });
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { setTimeout: sleepFor } = await import('node:timers/promises');
  await sleepFor(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** Throws where HOME is unset and the user is in no passwd file. */
function homeFolder(): string | null {
  try {
    return os.homedir();
  } catch {
    return null;
  }
}

/** Throws where the folder was deleted meanwhile. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '/';
  }
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.writableLength === 0) resolve();
    else stream.write('', () => resolve());
  });
}

void main();
