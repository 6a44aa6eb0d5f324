import { closeSync, fstatSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { expect, test } from 'vitest';
import { isJournal, withPriority } from '../../../src/cli/journal.ts';

test('a stream is the journal where systemd names its device and inode', () => {
  const descriptor = openSync(devNull, 'r');
  try {
    const { dev, ino } = fstatSync(descriptor, { bigint: true });
    expect(isJournal(descriptor, { JOURNAL_STREAM: `${dev}:${ino}` })).toBe(true);
    expect(isJournal(descriptor, { JOURNAL_STREAM: `${dev}:${ino + 1n}` })).toBe(false);
    expect(isJournal(descriptor, {})).toBe(false);
  } finally {
    closeSync(descriptor);
  }
  expect(isJournal(descriptor, { JOURNAL_STREAM: '1:2' })).toBe(false);
});

test('each line has its priority, an empty one none', () => {
  expect(withPriority('one\ntwo\n\n', 'error')).toBe('<3>one\n<3>two\n\n');
  expect((['warning', 'info', 'debug'] as const).map((level) => withPriority('x\n', level))).toEqual([
    '<4>x\n',
    '<6>x\n',
    '<7>x\n',
  ]);
});
