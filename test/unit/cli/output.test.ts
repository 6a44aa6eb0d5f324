import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { openOutput } from '../../../src/cli/output.ts';

function noStream(): never {
  throw new Error('a stream was made');
}

/** Opens the file for as long as the test runs. */
function opened(file: string): number {
  const descriptor = openSync(file, 'w');
  onTestFinished(() => closeSync(descriptor));
  return descriptor;
}

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dynv6-output-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'output');
}

test('a file is written to at once, without a stream, and is no terminal', async () => {
  const file = temporaryFile();
  const output = openOutput(opened(file), noStream);
  output.write('one…\n');
  output.write('two\n');
  expect(readFileSync(file, 'utf8')).toBe('one…\ntwo\n');
  expect(output).toMatchObject({ isTerminal: false, columns: 80 });
  await expect(output.flushed()).resolves.toBeUndefined();
});

test('the null device is no terminal', () => {
  expect(openOutput(opened('/dev/null'), noStream)).toMatchObject({ isTerminal: false, columns: 80 });
});

test.skipIf(!existsSync('/dev/full'))('a full disk is nobody to tell', () => {
  const output = openOutput(opened('/dev/full'), () => new PassThrough().on('pipe', noStream));
  expect(() => output.write('lost')).not.toThrow();
});

test('what is no file, pipe or socket is asked through its stream', async () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 33 });
  const output = openOutput(opened('/dev/zero'), () => stream);
  expect(output).toMatchObject({ isTerminal: true, columns: 33 });
  output.write('shown');
  stream.end();
  expect(await text(stream)).toBe('shown');
});

test('a reader that takes its time and must not be waited for gets everything, in order', async () => {
  const reader = spawn('cat', { stdio: ['pipe', 'pipe', 'inherit'] });
  reader.kill('SIGSTOP');
  const received = text(reader.stdout);
  const handle: unknown = Reflect.get(reader.stdin, '_handle');
  const descriptor = typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : null;

  const output = openOutput(Number(descriptor), () => reader.stdin);
  const lines = Array.from({ length: 100_000 }, (_, index) => `${index}\n`);
  output.write(lines.slice(0, 99_999).join(''));
  output.write(lines.slice(99_999).join(''));
  expect(reader.stdin.writableLength).toBeGreaterThan(0);
  reader.kill('SIGCONT');
  await output.flushed();
  reader.stdin.end();
  expect(await received).toBe(lines.join(''));
});
