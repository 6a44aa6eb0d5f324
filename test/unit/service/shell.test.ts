import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellLine } from '../../../src/service/shell.ts';
import { words } from './arbitraries.ts';
import { awkwardWords } from './sample.ts';
import { runTool } from './tool.ts';

/** What a shell passes to a command, for each of these lines. */
function passedOn(lines: readonly string[]): readonly (readonly string[])[] {
  const run = runTool('/bin/sh', ['-c', lines.map((line) => `printf '[%s]\\0' ${line}; printf '\\n\\0'`).join('\n')]);
  const texts = (run?.stdout ?? '').split('\n\0').slice(0, -1);
  return texts.map((text) =>
    text
      .split('\0')
      .slice(0, -1)
      .map((word) => word.slice(1, -1)),
  );
}

test('a shell gives back each word as it was', () => {
  const samples = [awkwardWords, ...fc.sample(words, { numRuns: 300, seed: 1 })].filter((line) => line.length > 0);
  expect(passedOn(samples.map(shellLine))).toEqual(samples);
});

test('plain words stand as they are', () => {
  expect(shellLine(['/usr/bin/node', '--config', '/etc/dynv6/config.json', '-4'])).toBe(
    '/usr/bin/node --config /etc/dynv6/config.json -4',
  );
});
