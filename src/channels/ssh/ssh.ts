import type { Failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import { withTimeLimit } from '../../time-limit.ts';
import type { Acceptance, Update } from '../../update.ts';
import type { Channel } from '../channel.ts';
import type { SshAccess } from './client.ts';
import { type Command, setZoneAddress } from './commands.ts';
import { type Execute, executeAlone, type SshSystem, shareConnection } from './connection.ts';
import { readAnswer } from './server-answer.ts';

export interface SshOptions extends SshAccess {
  readonly system: SshSystem;
  /** Milliseconds for one update, from the connection to the last answer. */
  readonly timeout: number;
}

/** dynv6's SSH API, through the system's OpenSSH client: one command for each value, one after another. */
export function ssh({ system, timeout, ...access }: SshOptions): Channel {
  return {
    async publish(update, signal) {
      const commands = commandsFor(update);
      if (!commands.ok) return commands;
      const run = (execute: Execute) => executeAll(commands.value, execute);
      return await withTimeLimit(timeout, signal, async (limit) => {
        if (commands.value.length === 1) return await run(executeAlone(access, system, limit));
        return await shareConnection(access, system, limit, run);
      });
    },
  };
}

/** All of them, up to the first that fails. */
async function executeAll(commands: readonly Command[], execute: Execute): Promise<Result<Acceptance, Failure>> {
  const accepted: Acceptance[] = [];
  for (const command of commands) {
    const end = await execute(command);
    const answer = end.ok ? readAnswer(end.value, command) : end;
    if (!answer.ok) return fail(accepted.length === 0 ? answer.failure : halfDone(answer.failure));
    accepted.push(answer.value);
  }
  return ok({
    outcome: accepted.some(({ outcome }) => outcome === 'updated') ? 'updated' : 'unchanged',
    response: [...new Set(accepted.map(({ response }) => response).filter((response) => response !== ''))].join(', '),
  });
}

function halfDone(failure: Failure): Failure {
  return { ...failure, message: `the IPv4 address was taken, the IPv6 address was not: ${failure.message}` };
}

function commandsFor({ zone, values }: Update): Result<readonly Command[], Failure> {
  const { ipv4, ipv6, ipv6prefix } = values;
  const words = [ipv4, ipv6].filter((value) => value !== undefined);
  if (words.length === 0 || ipv6prefix !== undefined || words.some((word) => !/[.:]/.test(word))) {
    return fail({
      code: 'usage',
      message: 'SSH can only set an IPv4 and an IPv6 address',
      advice: 'Use --via update-api for the rest',
    });
  }
  return ok([
    ...(ipv4 === undefined ? [] : [setZoneAddress(zone, 'ipv4', ipv4)]),
    ...(ipv6 === undefined ? [] : [setZoneAddress(zone, 'ipv6', ipv6)]),
  ]);
}
