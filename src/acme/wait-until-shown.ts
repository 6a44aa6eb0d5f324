import type { QueryAnswer } from '../channels/dns-update/query.ts';
import type { Failure } from '../failure.ts';
import { findAuthority, type NameServer } from '../name-servers/authority.ts';
import type { NameService } from '../name-servers/name-service.ts';
import type { Result } from '../result.ts';
import type { Challenge } from './challenge.ts';

export interface WaitEffects {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** A line for `--verbose`. */
  trace(line: string): void;
}

type Names = Pick<NameService, 'serversOf' | 'addressesOf' | 'ask'>;

/** Milliseconds between two looks. */
const pause = 2000;

/** Waits until every authoritative name server shows the value; after `patience` milliseconds, why it gave up. */
export async function waitUntilShown(
  challenge: Challenge,
  patience: number,
  names: Names,
  { now, sleep, trace }: WaitEffects,
  signal: AbortSignal,
): Promise<Failure | null> {
  const end = now() + patience;
  for (;;) {
    const behind = await serversBehind(challenge, names, signal);
    if (behind.length === 0) return null;
    for (const line of behind) trace(line);
    const left = end - now();
    if (left <= 0 || signal.aborted) return notShown(behind, patience);
    await sleep(Math.min(pause, left), signal);
  }
}

/** A line for each name server that does not show the value yet; empty where all do. */
async function serversBehind(
  { name, value }: Challenge,
  names: Names,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const authority = await findAuthority(name, names, signal);
  if (!authority.ok) return [authority.failure.message];
  const lines = await Promise.all(
    authority.value.servers.map(async (server) => {
      const obstacle = await obstacleAt(server, (address) => names.ask(address, name, 'TXT', signal), value);
      return obstacle === null ? [] : [`${server.name} ${obstacle}`];
    }),
  );
  return lines.flat();
}

/** Which of its addresses can be reached is this machine's affair; those that can must not contradict each other. */
async function obstacleAt(
  { addresses }: NameServer,
  ask: (address: string) => Promise<Result<QueryAnswer, Failure>>,
  value: string,
): Promise<string | null> {
  if (!addresses.ok) return `cannot be asked: ${addresses.failure.message}`;
  const answers = await Promise.all(addresses.value.map(ask));
  const heard = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const [silence] = answers.flatMap((answer) => (answer.ok ? [] : [answer.failure.message]));
  if (heard.length === 0) return `cannot be asked: ${silence ?? 'it has no address'}`;
  const shows = ({ authoritative, records }: QueryAnswer) =>
    authoritative && records.some(({ data }) => data === value);
  return heard.every(shows) ? null : 'does not show the value yet';
}

function notShown(behind: readonly string[], patience: number): Failure {
  return {
    code: 'timeout',
    message: `the value is set, but after ${patience / 1000} s ${behind.join('; ')}`,
    advice: 'Give it more time: --wait 5m',
  };
}
