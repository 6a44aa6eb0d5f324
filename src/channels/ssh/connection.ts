import type { Failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import { withTimeLimit } from '../../time-limit.ts';
import { commandWords, endSharingWords, type SshAccess } from './client.ts';
import { clientFailure, clientTrouble, lockedKey, startFailure } from './client-failure.ts';
import { type Command, formatCommand } from './commands.ts';
import type { PrivateFolder } from './private-folder.ts';
import type { ProcessEnd, RunProcess } from './run-process.ts';

/** What SSH needs of this machine. */
export interface SshSystem {
  readonly run: RunProcess;
  /** A new folder that only this user can enter, with a path short enough for a socket; null where there is none. */
  readonly makePrivateFolder: () => Promise<PrivateFolder | null>;
}

/** Carries one command to the service's shell. What ssh could not do is a failure; what the shell says is not. */
export type Execute = (command: Command) => Promise<Result<ProcessEnd, Failure>>;

/** A connection for each command. */
export function executeAlone(access: SshAccess, { run }: SshSystem, signal: AbortSignal): Execute {
  return async (command) => await execute({ access, run, signal, socket: null }, command);
}

/** A connection for each command, and so many milliseconds for each. */
export function executeEachWithin(timeout: number, access: SshAccess, system: SshSystem, signal: AbortSignal): Execute {
  return (command) => withTimeLimit(timeout, signal, (limit) => executeAlone(access, system, limit)(command));
}

/**
 * One connection for all commands of `use`, where this system's ssh can share one, otherwise one for each. It is
 * ended, and its socket is gone, when this resolves.
 */
export async function shareConnection<Value>(
  access: SshAccess,
  { run, makePrivateFolder }: SshSystem,
  signal: AbortSignal,
  use: (execute: Execute) => Promise<Value>,
): Promise<Value> {
  const folder = await makePrivateFolder();
  if (folder === null) return await use(executeAlone(access, { run, makePrivateFolder }, signal));
  const socket = folder.path('s');
  try {
    return await use(async (command) => await execute({ access, run, signal, socket }, command));
  } finally {
    // The one who shares stays behind in the background. It ends at once: nobody is asked but itself.
    await run('ssh', endSharingWords(access, socket), AbortSignal.timeout(1000));
    await folder.remove();
  }
}

interface Execution {
  readonly access: SshAccess;
  readonly run: RunProcess;
  readonly signal: AbortSignal;
  readonly socket: string | null;
}

async function execute(execution: Execution, command: Command): Promise<Result<ProcessEnd, Failure>> {
  const { access, run, signal, socket } = execution;
  const line = formatCommand(command);
  if (!line.ok) return line;
  const end = await run('ssh', commandWords(access, socket, line.value), signal);
  if (!end.ok) return fail(startFailure(end.failure, access));
  const { code, stderr } = end.value;
  if (code !== clientTrouble) return ok(end.value);
  if (socket !== null && cannotShare(stderr)) return await execute({ ...execution, socket: null }, command);
  const failure = clientFailure(stderr, access);
  if (failure === null) return ok(end.value);
  return fail(failure.code === 'token-rejected' ? await explainRefusal(failure, access, run, signal) : failure);
}

/** In batch mode ssh passes over a key with a passphrase without a word. */
async function explainRefusal(
  failure: Failure,
  { identity }: SshAccess,
  run: RunProcess,
  signal: AbortSignal,
): Promise<Failure> {
  if (identity === null) return failure;
  const end = await run('ssh-keygen', ['-y', '-P', '', '-f', identity], signal);
  const locked = end.ok && end.value.code !== 0 && /incorrect passphrase/i.test(end.value.stderr);
  return locked ? lockedKey(failure, identity) : failure;
}

/** Nothing has been sent yet when ssh says one of these. */
function cannotShare(stderr: string): boolean {
  return /unix_listener|ControlPath|ControlSocket|mux_client|muxserver|mux_|getsockname failed/i.test(stderr);
}
