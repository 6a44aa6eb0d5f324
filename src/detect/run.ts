import { type ExecFileException, execFile } from 'node:child_process';
import { fail, ok, type Result } from '../result.ts';
import type { RunFailure } from './world.ts';

/** Milliseconds. PowerShell's first start on a cold machine takes more than ten seconds. */
const timeLimit = 20_000;
const sizeLimit = 4 * 1024 * 1024;

/** What tools need of the environment. Anything else, a token above all, is not theirs to see. */
const passedOn =
  /^(PATH|PATHEXT|SystemRoot|SystemDrive|windir|ComSpec|TEMP|TMP|TMPDIR|HOME|USERPROFILE|LOCALAPPDATA|APPDATA|ProgramData|ProgramFiles|PSModulePath)$/i;

/** What the program prints. Ends within the time limit, the program with it. */
export async function run(
  program: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Result<string, RunFailure>> {
  const env = Object.fromEntries(Object.entries(environment).filter(([name]) => passedOn.test(name)));
  const options = {
    env: { ...env, LC_ALL: 'C', LANG: 'C' },
    signal,
    timeout: timeLimit,
    maxBuffer: sizeLimit,
    killSignal: 'SIGKILL',
    windowsHide: true,
    encoding: 'utf8',
  } as const;
  return await new Promise((resolve) => {
    try {
      const child = execFile(program, words, options, (error, stdout, stderr) => {
        resolve(
          error === null ? ok(stdout) : fail({ timedOut: error.killed === true, words: reasonOf(error, stderr) }),
        );
      });
      // PowerShell waits for the end of an open standard input.
      child.stdin?.on('error', () => undefined).end();
    } catch (error) {
      // Some errors of starting come as an event, some (EPERM, E2BIG) are thrown.
      resolve(fail({ timedOut: false, words: `could not be started (${String(error)})` }));
    }
  });
}

function reasonOf({ code, killed }: ExecFileException, stderr: string): string {
  if (code === 'ABORT_ERR') return 'was interrupted';
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `printed more than ${sizeLimit / 1024 / 1024} MiB`;
  if (killed === true) return `took longer than ${timeLimit / 1000} s`;
  if (typeof code === 'string') return `could not be started (${code})`;
  const [complaint = ''] = stderr.trim().split('\n');
  return complaint === '' ? `failed (code ${code})` : `failed (${oneLine(complaint)})`;
}

/** Short, and without what a terminal would obey. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, '').slice(0, 120);
}
