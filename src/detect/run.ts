import { type ExecFileException, execFile } from 'node:child_process';
import { fail, ok, type Result } from '../result.ts';
import { attempt } from './attempt.ts';

/** Why a tool gave nothing. */
export interface RunFailure {
  readonly timedOut: boolean;
  /** The end of a sentence whose beginning names the tool: `took longer than 20 s`. */
  readonly words: string;
}

interface Limits {
  /** Milliseconds. */
  readonly time: number;
  /** Bytes. */
  readonly size: number;
}

/** PowerShell's first start on a cold machine takes more than ten seconds. */
const generous: Limits = { time: 20_000, size: 4 * 1024 * 1024 };

/** What tools need of the environment. Anything else, a token above all, is not theirs to see. */
const passedOn =
  /^(PATH|PATHEXT|SystemRoot|SystemDrive|windir|ComSpec|TEMP|TMP|TMPDIR|HOME|USERPROFILE|LOCALAPPDATA|APPDATA|ProgramData|ProgramFiles|PSModulePath)$/i;

/** What the program prints. Ends within the time limit, the program with it. */
export async function run(
  program: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
  limits: Limits = generous,
): Promise<Result<string, RunFailure>> {
  const env = Object.fromEntries(Object.entries(environment).filter(([name]) => passedOn.test(name)));
  const options = {
    env: { ...env, LC_ALL: 'C', LANG: 'C' },
    signal,
    timeout: limits.time,
    maxBuffer: limits.size,
    killSignal: 'SIGKILL',
    windowsHide: true,
    encoding: 'utf8',
  } as const;
  return await new Promise((resolve) => {
    // Some errors of starting come as an event, some (EPERM, E2BIG) are thrown.
    const started = attempt(() =>
      execFile(program, words, options, (error, stdout, stderr) => {
        if (error === null) resolve(ok(stdout));
        else resolve(fail({ timedOut: error.killed === true, words: reasonOf(error, stderr, limits) }));
      }),
    );
    // PowerShell waits for the end of an open standard input.
    if (started.ok) started.value.stdin?.on('error', () => undefined).end();
    else resolve(fail({ timedOut: false, words: `could not be started (${started.failure.code})` }));
  });
}

function reasonOf({ code, killed, signal }: ExecFileException, stderr: string, { time, size }: Limits): string {
  if (code === 'ABORT_ERR') return 'was interrupted';
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `printed more than ${size / 1024 / 1024} MiB`;
  if (killed === true) return `took longer than ${time / 1000} s`;
  if (typeof code === 'string') return `could not be started (${code})`;
  const [complaint = ''] = stderr.trim().split('\n');
  if (complaint !== '') return `failed (${oneLine(complaint)})`;
  return `failed (${signal ?? `code ${code}`})`;
}

/** Short, and without what a terminal would obey. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, '').slice(0, 120);
}
