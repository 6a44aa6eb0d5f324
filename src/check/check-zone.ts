import { serverOver } from '../channels/update-api.ts';
import type { Failure } from '../failure.ts';
import { bad, type Finding, good, type ZoneFindings } from '../finding.ts';
import type { ZoneJob } from '../job.ts';
import type { Sight } from '../pipeline/look.ts';
import { describeValues } from '../report/words.ts';
import { fail, type Result } from '../result.ts';
import type { FoundToken } from '../settings/token.ts';
import { type ChannelName, channelNames, type Update, type Values } from '../update.ts';
import { judgeChannel } from './judge.ts';
import type { Path, TriedPath } from './path.ts';
import { planUpdates, valuesOf } from './plan-updates.ts';
import { type Reach, reachable } from './reach.ts';
import type { ZoneWays } from './zone-ways.ts';

/** What a check may ask of the world. Nothing of this changes anything. */
export interface CheckEffects {
  look(ways: ZoneWays): Promise<Sight>;
  recall(job: ZoneJob): Promise<Recalled>;
  reach(server: URL): Promise<Reach>;
  tryPath(path: Path): Promise<TriedPath>;
  prove(job: ZoneJob): Promise<Result<string, Failure>>;
}

/** What earlier runs left. */
interface Recalled {
  /** What the service accepted last. */
  readonly accepted: Values;
  /** Why it is not asked again yet; null where it would be. */
  readonly held: Failure | null;
}

const nothing: Recalled = { accepted: {}, held: null };

/** One zone: what would be sent, and for each channel whether it would arrive. */
export async function checkZone(ways: ZoneWays, effects: CheckEffects): Promise<ZoneFindings> {
  const { zone, label, channel, jobs } = ways;
  const sight = await effects.look(ways);
  const job = jobs[channel];
  const { accepted } = job.ok ? await effects.recall(job.value) : nothing;
  const channels = await Promise.all(channelNames.map((name) => checkChannel(name, ways, sight, effects)));
  const planned = planUpdates(channel, ways, sight, accepted);
  return { zone, label, channel, findings: [...tokenFinding(ways), addressesFinding(planned)], channels };
}

async function checkChannel(channel: ChannelName, ways: ZoneWays, sight: Sight, effects: CheckEffects) {
  const settings = ways.jobs[channel];
  const { accepted, held } = settings.ok ? await effects.recall(settings.value) : nothing;
  const planned = planUpdates(channel, ways, sight, accepted);
  const [reached, proved] = await Promise.all([
    reachedBy(channel, ways, planned.ok ? planned.value : [], effects),
    settings.ok ? effects.prove(settings.value) : null,
  ]);
  return judgeChannel({ channel, settings, planned, held, reached, proved });
}

/**
 * Whether every update arrives by a channel that can be asked nothing else. An `auto` value has to leave over its own
 * family, and perhaps by its own interface.
 */
async function reachedBy(
  channel: ChannelName,
  { httpServer: server }: ZoneWays,
  updates: readonly Update[],
  { reach, tryPath }: CheckEffects,
): Promise<Result<string, Failure> | null> {
  if (server === null || (channel !== 'update-api' && channel !== 'dyndns2')) return null;
  const anywhere = reachable(await reach(server));
  if (!anywhere.ok) return anywhere;
  for (const { over, from } of updates) {
    if (over === 'any') continue;
    const named = channel === 'update-api' ? serverOver(over, server) : server;
    const { failure } = await tryPath({ server: named, over, from });
    if (failure !== null) return fail(failure);
  }
  return anywhere;
}

function tokenFinding({ token, channel }: ZoneWays): readonly Finding[] {
  if (token.ok) return [good('token', `from ${sourceOf(token.value)}`)];
  return channel === 'dns' || channel === 'ssh' ? [] : [bad('token', token.failure)];
}

/** A place in words, or the name of a variable. */
function sourceOf({ source }: FoundToken): string {
  return /^\w+$/.test(source) ? `${source} in the environment` : source;
}

function addressesFinding(planned: Result<readonly Update[], Failure>): Finding {
  if (!planned.ok) return bad('addresses', planned.failure);
  return good('addresses', `would publish ${describeValues(valuesOf(planned.value))}`);
}
