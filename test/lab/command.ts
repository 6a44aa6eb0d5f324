import { type Run, startCommand } from '../support/run-command.ts';

/** A program and its arguments. */
export type Words = readonly [string, ...string[]];

/** What the lab's own tools see: also found where a user's PATH leaves out those of root, and always in English. */
export const environment = {
  PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/bin:/sbin:/bin`,
  LC_ALL: 'C',
} as const;

/** Runs a tool to its end. Rejects only where it cannot be started. */
export function run([file, ...words]: Words, stdin = ''): Promise<Run> {
  return startCommand({ file, words, env: environment, cwd: '/', stdin }).finished;
}

/** The same for a tool that has to succeed: rejects with what it said. */
export async function mustRun(words: Words, stdin = ''): Promise<void> {
  const { code, stdout, stderr } = await run(words, stdin);
  if (code !== 0) throw new Error(`${stderr}${stdout}(${words.join(' ')} ended with ${code})\n${stdin}`);
}
