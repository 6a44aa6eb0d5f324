import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import { systemCode } from '../system-code.ts';

/** What settings need of the file system. */
export interface SettingsFiles {
  /** Throws as `fs.readFileSync` does. */
  read(path: string): Uint8Array;
  /** The permission bits, or null where the system has none. Throws as `fs.statSync` does. */
  mode(path: string): number | null;
}

/** Null where there is no such file. Windows editors write a byte order mark, and PowerShell's `>` writes UTF-16. */
export function readTextFile(files: SettingsFiles, path: string, what: string): Result<string | null, Failure> {
  let bytes: Uint8Array;
  try {
    bytes = files.read(path);
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return ok(null);
    return fail({ code: 'config', message: `${what} ${path} cannot be read: ${reasons[code] ?? code}`, cause: error });
  }
  if (bytes.length > largestFile) return fail({ code: 'config', message: `${what} ${path} is larger than 1 MiB` });
  try {
    return ok(new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes));
  } catch (error) {
    return fail({
      code: 'config',
      message: `${what} ${path} is no text in ${encodingOf(bytes)}`,
      advice: 'Save it as UTF-8',
      cause: error,
    });
  }
}

/** Whether users other than the owner and the group may read the file; false where the system has no such modes. */
export function othersCanRead(files: SettingsFiles, path: string): boolean {
  try {
    return ((files.mode(path) ?? 0) & 0o004) !== 0;
  } catch {
    return false;
  }
}

const largestFile = 1024 * 1024;

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  EISDIR: 'it is a folder',
};

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
