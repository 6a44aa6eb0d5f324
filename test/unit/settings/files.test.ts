import { expect, test } from 'vitest';
import { othersCanRead, readTextFile, type SettingsFiles } from '../../../src/settings/files.ts';

function fileOf(bytes: Uint8Array, mode: number | null = 0o600): SettingsFiles {
  return { read: () => bytes, mode: () => mode };
}

test.for([
  { is: 'only its owner may read', mode: 0o600, others: false },
  { is: 'its group may read too', mode: 0o640, others: false },
  { is: 'everybody may read', mode: 0o644, others: true },
  { is: 'has no such modes, as on Windows', mode: null, others: false },
])('a file that $is', ({ mode, others }) => {
  expect(othersCanRead(fileOf(new Uint8Array(), mode), 'token')).toBe(others);
});

test.for([
  { is: 'UTF-8', bytes: Buffer.from('tökén\n', 'utf8') },
  { is: 'UTF-8 with the mark that Notepad writes', bytes: Buffer.from('\uFEFFtökén\n', 'utf8') },
  { is: 'UTF-16, as PowerShell 5 writes with >', bytes: Buffer.from('\uFEFFtökén\n', 'utf16le') },
  { is: 'UTF-16 the other way round', bytes: Buffer.from('\uFEFFtökén\n', 'utf16le').swap16() },
])('text is read in $is', ({ bytes }) => {
  expect(readTextFile(fileOf(bytes), 'token', 'the file')).toEqual({ ok: true, value: 'tökén\n' });
});

test.for([
  { is: 'bytes that are no text', bytes: Buffer.from([0xc3, 0x28]), says: 'no text in utf-8' },
  { is: 'more than a mebibyte', bytes: Buffer.alloc(1024 * 1024 + 1, 'x'), says: 'larger than 1 MiB' },
])('$is are refused', ({ bytes, says }) => {
  const read = readTextFile(fileOf(bytes), 'token', 'the file');
  expect(read).toEqual({ ok: false, failure: expect.objectContaining({ message: expect.stringContaining(says) }) });
});
