import { exitCodeOf, exitCodes, type Failure } from '../failure.ts';
import { bad, type Finding, good } from '../finding.ts';
import type { Result } from '../result.ts';
import type { ChannelName } from '../update.ts';

/** What was found out about one channel. Each is one line, or what stands in the way; null: not looked at. */
export interface ChannelFacts {
  readonly channel: ChannelName;
  readonly settings: Result<unknown, Failure>;
  readonly planned: Result<unknown, Failure>;
  /** Why an update would not be sent yet, though it could be: the service has refused one a while ago. */
  readonly held: Failure | null;
  readonly reached: Result<string, Failure> | null;
  readonly proved: Result<string, Failure> | null;
}

/** Whether an update by the channel would work. Of several obstacles the one that needs a person most is told. */
export function judgeChannel(facts: ChannelFacts): Finding & { readonly subject: ChannelName } {
  const { channel, settings, planned, held, reached, proved } = facts;
  const obstacles = [settings, planned, reached, isDecisive(facts) ? proved : null].flatMap((fact) =>
    fact === null || fact.ok ? [] : [fact.failure],
  );
  const worst = mostPressing(obstacles) ?? held;
  if (worst !== null) return bad(channel, worst);
  const known = [reached, proved].flatMap((fact) => (fact?.ok === true ? [fact.value] : []));
  const unproved =
    proved?.ok === false ? [`whether the token is right, REST could not tell: ${proved.failure.message}`] : [];
  return good(channel, [...known, ...unproved].join('; '));
}

/**
 * The Update API and dyndns2 can be asked nothing that changes nothing. The same token is asked about by REST, whose
 * no counts for them, too; that REST is busy or out of reach does not.
 */
function isDecisive({ channel, proved }: ChannelFacts): boolean {
  if (proved?.ok !== false || (channel !== 'update-api' && channel !== 'dyndns2')) return true;
  return exitCodes[proved.failure.code] !== exitCodes.unavailable;
}

function mostPressing(failures: readonly Failure[]): Failure | null {
  const exitCode = exitCodeOf(failures);
  return failures.find(({ code }) => exitCodes[code] === exitCode) ?? null;
}
