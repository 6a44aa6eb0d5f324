import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type Result } from '../result.ts';
import { systemCode } from '../system-code.ts';

/** Replaces the file whole or not at all; readers of other users may see it. Fails with the system's word. */
export function writeWhole(path: string, text: string): Result<null, string> {
  // The collector takes every name that ends in `.prom`.
  const staging = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    writeFileSync(staging, text, { mode: 0o644 });
    renameSync(staging, path);
    return ok(null);
  } catch (error) {
    rmSync(staging, { force: true });
    return fail(systemCode(error) ?? String(error));
  }
}

/** Empty where there is no such file, or none that we may read. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
