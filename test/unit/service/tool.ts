import { spawnSync } from 'node:child_process';

/** Runs a tool to its end; null where it is not installed. */
export function runTool(
  file: string,
  words: readonly string[],
  stdin: string | Buffer = '',
  env: Readonly<Record<string, string>> = {},
): ToolRun | null {
  const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/bin:/sbin:/bin`;
  const { error, status, stdout, stderr } = spawnSync(file, words, {
    input: stdin,
    env: { PATH: path, LC_ALL: 'C', ...env },
  });
  if (error !== undefined) return null;
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString() };
}

export interface ToolRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Why tests by this tool are skipped; null where it is here. With `CI=true` it has to be. */
export function whyWithout(file: string, words: readonly string[] = ['--version']): string | null {
  if (runTool(file, words) !== null) return null;
  if (process.env['CI'] === 'true') throw new Error(`${file} is not installed`);
  return `${file} is not installed`;
}
