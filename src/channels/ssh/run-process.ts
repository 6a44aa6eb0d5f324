import { spawn } from 'node:child_process';
import { fail, ok, type Result } from '../../result.ts';

export interface ProcessEnd {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Why there is no end to look at: no such program, one that may not be started, or the caller's signal. */
export type ProcessFailure = 'missing' | 'not startable' | 'interrupted';

/** Runs a program without a standard input, and ends it with the signal. A path with blanks is one word. */
export type RunProcess = (
  program: string,
  words: readonly string[],
  signal: AbortSignal,
) => Promise<Result<ProcessEnd, ProcessFailure>>;

const longestOutput = 64 * 1024;
/** Milliseconds between asking a program to end and ending it. */
const grace = 500;
/** Milliseconds for which the output of a program that has ended may still come: another may have inherited it. */
const afterglow = 300;

/** Over this system's processes. The program speaks English and gets no secret of dynv6's. */
export function runProcessWith(environment: NodeJS.ProcessEnv): RunProcess {
  const env = { ...withoutSecrets(environment), LC_ALL: 'C', SSH_ASKPASS_REQUIRE: 'never' };
  return async (program, words, signal) => {
    if (signal.aborted) return fail('interrupted');
    return await new Promise((resolve) => {
      const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
      const stdout = collect(child.stdout);
      const stderr = collect(child.stderr);
      let killing: NodeJS.Timeout | undefined;

      const end = () => {
        child.kill();
        killing = setTimeout(() => child.kill('SIGKILL'), grace);
      };
      const settle = (result: Result<ProcessEnd, ProcessFailure>) => {
        signal.removeEventListener('abort', end);
        clearTimeout(killing);
        child.stdout.destroy();
        child.stderr.destroy();
        resolve(result);
      };
      const settleWithCode = (code: number | null) =>
        settle(signal.aborted ? fail('interrupted') : ok({ code, stdout: stdout(), stderr: stderr() }));

      signal.addEventListener('abort', end, { once: true });
      child.on('error', ({ code }: NodeJS.ErrnoException) =>
        settle(fail(code === 'ENOENT' ? 'missing' : 'not startable')),
      );
      child.on('exit', (code) => void setTimeout(settleWithCode, signal.aborted ? 0 : afterglow, code).unref());
      child.on('close', settleWithCode);
    });
  };
}

/** What `ssh`, and through it a user's ProxyCommand, is given: all but dynv6's own secrets. */
export function withoutSecrets({ token, DYNV6_TOKEN, ...environment }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return environment;
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    if (length < longestOutput) chunks.push(chunk);
    length += chunk.length;
  });
  return () => Buffer.concat(chunks).subarray(0, longestOutput).toString('utf8');
}
