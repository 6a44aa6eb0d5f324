import { spawn } from 'node:child_process';
import type { Failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import { type SshAccess, shellWords } from './client.ts';
import { startFailure } from './client-failure.ts';
import { withoutSecrets } from './run-process.ts';

/**
 * The service's shell, on this terminal, until the user leaves it. Gives ssh's exit code. Here ssh asks whatever it
 * likes: the host key of a first connection, a passphrase.
 */
export async function interactiveShell(
  access: SshAccess,
  environment: NodeJS.ProcessEnv,
): Promise<Result<number, Failure>> {
  return await new Promise((resolve) => {
    const child = spawn('ssh', shellWords(access), { env: withoutSecrets(environment), stdio: 'inherit' });
    child.on('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(fail(startFailure(code === 'ENOENT' ? 'missing' : 'not startable', access))),
    );
    child.on('close', (code) => resolve(ok(code ?? 1)));
  });
}
