import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { openCache } from '../../../src/cache/open-cache.ts';
import { accepted } from './samples.ts';

/**
 * A run in a process of its own: `node run.mjs FOLDER KEY TASK WORD…`. It ends with one line of JSON: what is recalled,
 * the warnings, and the signals that somebody listens to.
 */
const [folder = '', key = '', task = '', ...words] = process.argv.slice(2);
const { signal } = new AbortController();
const cache = openCache(folder, { now: () => Date.now(), sleep: (milliseconds) => wait(milliseconds) });

const tasks: Readonly<Record<string, () => Promise<unknown>>> = {
  async recall() {
    cache.recall(key);
  },
  /** The update of a zone: asks the URL, unless another run did so meanwhile. */
  send: () => cache.exclusively(key, () => sendOnce(words[0] ?? ''), signal),
  /** Remembers each value, and says so when it is kept. */
  async remember() {
    for (const value of words) {
      await cache.remember(key, () => accepted(value));
      process.stdout.write(`${value}\n`);
    }
  },
  /** Has the key for itself until SIGUSR2. */
  hold: () => cache.exclusively(key, () => sayUntilSignal('held\n'), signal),
  /** Leaves from the middle of what it does. */
  leave: () => cache.exclusively(key, async () => process.exit(0), signal),
};

async function sendOnce(url: string): Promise<void> {
  if (cache.recall(key, { fresh: true }) !== null) return;
  await new Promise((resolve) => get(url, (answer) => answer.resume().on('end', resolve)));
  await cache.remember(key, () => accepted('198.41.0.4'));
}

async function sayUntilSignal(words: string): Promise<void> {
  const alive = setInterval(() => undefined, 1000);
  await new Promise((resolve) => {
    process.once('SIGUSR2', resolve);
    process.stdout.write(words);
  });
  clearInterval(alive);
}

await tasks[task]?.();
const listenedTo = process.eventNames().filter((event) => event.toString().startsWith('SIG'));
process.stdout.write(`${JSON.stringify({ recalled: cache.recall(key), warnings: cache.warnings, listenedTo })}\n`);
