import { type ChildProcess, spawn } from 'node:child_process';
import { fail, ok, type Result } from '../result.ts';

export interface ShellRun {
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly timeLimit: number;
}

/**
 * Runs a command as the shell understands it. What it prints goes to standard error. Fails with what became of it, in
 * words that follow "the command". After the time limit, or when the signal aborts, it is killed with what it started.
 */
export function runShell({ command, env, timeLimit }: ShellRun, signal: AbortSignal): Promise<Result<null, string>> {
  return new Promise((resolve) => {
    const detached = process.platform !== 'win32';
    const child = spawn(command, { shell: true, detached, env, stdio: ['ignore', 2, 2], windowsHide: true });
    let tooLong = false;
    const limit = setTimeout(() => {
      tooLong = true;
      killAll(child);
    }, timeLimit);
    const interrupt = () => killAll(child);
    signal.addEventListener('abort', interrupt, { once: true });
    if (signal.aborted) interrupt();

    const end = (result: Result<null, string>) => {
      clearTimeout(limit);
      signal.removeEventListener('abort', interrupt);
      resolve(result);
    };
    child.once('error', (error) => end(fail(`could not be started (${error.message})`)));
    child.once('exit', (code, killedBy) => {
      if (code === 0) return end(ok(null));
      if (tooLong) return end(fail(`took longer than ${timeLimit / 1000} s and was killed`));
      end(fail(killedBy === null ? `ended with code ${code}` : `was ended by ${killedBy}`));
    });
  });
}

/** The shell's own process group holds what it started; Windows has no such groups and knows the tree instead. */
function killAll({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on(
      'error',
      () => undefined,
    );
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}
