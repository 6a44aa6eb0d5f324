import { type ChildProcess, spawn } from 'node:child_process';

export interface Command {
  readonly file: string;
  readonly words: readonly string[];
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Given to the command and closed; nothing where nothing is said. */
  readonly stdin?: string;
  /** User and group to run as; needs root. */
  readonly asUser?: number;
}

export interface Run {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Run>;
}

/** Starts a command and collects what it says. `finished` rejects only where it cannot be started. */
export function startCommand({ file, words, env, cwd, stdin, asUser }: Command): Running {
  const user = asUser === undefined ? {} : { uid: asUser, gid: asUser };
  const child = spawn(file, words, { cwd, env, ...user, stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // A command that reads nothing may be gone before its input is written.
  child.stdin.on('error', () => undefined).end(stdin);
  const finished = new Promise<Run>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, finished };
}
