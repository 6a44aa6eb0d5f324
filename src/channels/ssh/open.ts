import type { Failure } from '../../failure.ts';
import type { Way } from '../../job.ts';
import { ok, type Result } from '../../result.ts';
import type { Channel } from '../channel.ts';
import { type Execute, executeEachWithin } from './connection.ts';
import { parseSshDestination } from './destination.ts';
import { ssh } from './ssh.ts';
import { thisSystem } from './this-system.ts';

type SshWay = Extract<Way, { channel: 'ssh' }>;

/** The channel of a way by SSH. `timeout` is in milliseconds. Fails where the destination cannot be read. */
export async function openSsh(
  { server, identity, knownHosts }: SshWay,
  timeout: number,
  environment: NodeJS.ProcessEnv,
): Promise<Result<Channel, Failure>> {
  const destination = parseSshDestination(server);
  if (!destination.ok) return destination;
  return ok(ssh({ destination: destination.value, identity, knownHosts, system: thisSystem(environment), timeout }));
}

/** Carries commands to the shell of a way by SSH, a connection and `timeout` milliseconds for each. */
export function executeBy(
  { server, identity, knownHosts }: SshWay,
  timeout: number,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Result<Execute, Failure> {
  const destination = parseSshDestination(server);
  if (!destination.ok) return destination;
  const access = { destination: destination.value, identity, knownHosts };
  return ok(executeEachWithin(timeout, access, thisSystem(environment), signal));
}
