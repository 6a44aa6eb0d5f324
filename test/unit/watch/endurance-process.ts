import { readdirSync } from 'node:fs';
import { setImmediate as letGo } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openCache } from '../../../src/cache/open-cache.ts';
import { openChannels } from '../../../src/channels/open-channel.ts';
import { replay } from '../../../src/detect/replay.ts';
import type { World } from '../../../src/pipeline/world.ts';
import { type Surroundings, watchWith } from '../../../src/watch/session.ts';
import { machineWith } from '../../support/machine.ts';
import { settingsWith } from './zones.ts';

/**
 * A watcher whose machine changes after each update, by a clock that runs as fast as it can, and a real service: `node
 * endurance.mjs SERVER FOLDER CYCLES…`. It prints what it holds after each of these numbers of updates.
 */
const [server = '', cacheDir = '', ...marks] = process.argv.slice(2);
const last = Number(marks.at(-1));

// As the watcher does.
setFlagsFromString('--no-opt');
setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

const machines = ['198.41.0.5/24', '198.41.0.6/24', '198.41.0.7/24'].map((address) => machineWith({ eth0: [address] }));
const ended = new AbortController();
let clock = Date.now();
let updates = 0;
let failures = 0;
let isMarked = false;

const machine = () => machines[updates % machines.length] ?? machineWith({});
const world: World = {
  platform: 'linux',
  environment: {},
  homeFolder: null,
  currentFolder: '/',
  files: { read: () => new Uint8Array(), mode: () => null },
  now: () => clock,
  monotonic: () => clock,
  sleep: async () => undefined,
  random: () => 0,
  openCache: (folder) => openCache(folder, { now: () => clock, sleep: async () => void (await letGo()) }),
  detector: () => replay(machine),
  glance: () => String(updates % machines.length),
  openChannels: (trace) =>
    openChannels({ userAgent: 'test', environment: {}, now: () => clock, leavesBy: async () => 'unknown', trace }),
  signal: ended.signal,
};

const surroundings: Surroundings = {
  world,
  async sleep(milliseconds) {
    clock += milliseconds;
    await letGo();
    if (isMarked) await report();
    if (updates >= last) ended.abort();
  },
  isAsked: () => false,
  alive: () => undefined,
  status: () => undefined,
  tell({ outcome }) {
    updates += 1;
    if (outcome.failure !== null) failures += 1;
    isMarked = marks.includes(String(updates));
  },
  warn: (line) => process.stderr.write(`${line}\n`),
  trace: () => undefined,
  prepare: () => undefined,
  resolver: null,
  killed: ended.signal,
};

async function report(): Promise<void> {
  isMarked = false;
  // What is found to be garbage tells others, which then are garbage, too.
  for (let turn = 0; turn < 5; turn += 1) {
    if (typeof collect === 'function') collect();
    await letGo();
  }
  const heap = process.memoryUsage().heapUsed;
  const descriptors = readdirSync('/proc/self/fd').length;
  process.stdout.write(`${JSON.stringify({ updates, failures, heap, descriptors })}\n`);
}

const settings = settingsWith({ server, cacheDir, retries: '0' });
const { told } = await watchWith(settings, null, surroundings, ended.signal);
await told;
