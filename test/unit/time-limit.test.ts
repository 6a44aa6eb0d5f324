import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { withTimeLimit } from '../../src/time-limit.ts';

/** Waits for nothing but the signal, and holds nothing but it. */
function waitFor(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('ended'), { once: true }));
}

test('the limit comes, even where memory is short and everything is collected that nobody holds', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const collecting = setInterval(collectGarbage, 5);
  onTestFinished(() => clearInterval(collecting));
  expect(await withTimeLimit(100, new AbortController().signal, waitFor)).toBe('ended');
});

test("the caller's signal comes first where it does", async () => {
  const caller = new AbortController();
  const ended = withTimeLimit(2 ** 30, caller.signal, waitFor);
  caller.abort();
  expect(await ended).toBe('ended');
});

test('the value and the error of the action come through, and nothing stays behind', async () => {
  const { signal } = new AbortController();
  expect(await withTimeLimit(2 ** 30, signal, async () => 'value')).toBe('value');
  await expect(withTimeLimit(2 ** 30, signal, () => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
