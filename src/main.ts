import { readFileSync, statSync } from 'node:fs';
import type { Cache } from './cache/cache.ts';
import { openCache } from './cache/open-cache.ts';
import { openChannels } from './channels/open-channel.ts';
import { processTerminal } from './cli/process-terminal.ts';
import { runProgram } from './cli/run-program.ts';
import { refuse } from './cli/say.ts';
import { observe } from './detect/observe.ts';
import type { Observed } from './detect/observed.ts';
import type { ToolMemory } from './detect/tool-memory.ts';
import { realDetectWorld } from './detect/world.ts';
import { homeFolder } from './home-folder.ts';
import type { World } from './pipeline/world.ts';
import { Secret } from './secret.ts';
import { version } from './version.ts';

const ending = new AbortController();
/** What has to be done before the process may end. */
const pending = new Set<Promise<void>>();

/** Builds the real effects, runs the command line, and ends the process once all is written. */
async function main(): Promise<void> {
  const terminal = processTerminal(process);
  const tokens = [process.env['token'], process.env['DYNV6_TOKEN']];
  terminal.hide(tokens.flatMap((text) => (text ? [new Secret(text.trim())] : [])));
  process.exitCode = 0;
  const machine = await observe(realDetectWorld(process.env), process.env['DYNV6_MACHINE'] ?? '');
  if (machine.ok) await runProgram(process.argv.slice(2), realWorld(machine.value), terminal);
  else refuse([machine.failure], terminal, { json: false, quiet: false, verbose: false });
  await Promise.all([...pending, terminal.flushed()]);
  // A look-up of a name that nobody waits for any more would hold the process for as long as the system's resolver tries.
  process.exit();
}

function realWorld({ detector, glance }: Observed): World {
  const environment = process.env;
  return {
    platform: process.platform,
    environment,
    homeFolder: homeFolder(),
    currentFolder: currentFolder(),
    files: {
      read: (path) => readFileSync(path),
      mode: (path) => (process.platform === 'win32' ? null : statSync(path).mode & 0o777),
    },
    now: () => Date.now(),
    monotonic: () => Number(process.hrtime.bigint()) / 1e6,
    random: () => Math.random(),
    sleep,
    openCache: (folder, stays = false) => openCache(folder, { now: () => Date.now(), sleep, stays }),
    detector: (cache) => detector(toolMemory(cache)),
    glance,
    openChannels: (trace, openTransport) =>
      openChannels({
        userAgent: `dynv6/${version} (Node.js ${process.version})`,
        environment,
        now: () => Date.now(),
        leavesBy: async (origin, destination, signal) => {
          const { leavesBy } = await import('./detect/leaves-by.ts');
          return leavesBy(origin, destination, realDetectWorld(environment), signal);
        },
        trace,
        openTransport,
      }),
    signal: ending.signal,
  };
}

/** What a tool said of the machine is kept in the cache. */
function toolMemory(cache: Cache): ToolMemory {
  return {
    recall: () => cache.recallFacts(),
    remember(text) {
      const kept = cache.rememberFacts(text).finally(() => pending.delete(kept));
      pending.add(kept);
    },
  };
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { setTimeout: sleepFor } = await import('node:timers/promises');
  await sleepFor(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** Throws where the folder was deleted meanwhile. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '/';
  }
}

void main();
