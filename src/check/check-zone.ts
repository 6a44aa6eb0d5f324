import { serverOver } from '../channels/update-api.ts';
import type { Failure } from '../failure.ts';
import { bad, type Finding, good, type ZoneFindings } from '../finding.ts';
import type { ZoneJob } from '../job.ts';
import type { Sight } from '../pipeline/look.ts';
import { describeValues } from '../report/words.ts';
import { fail, type Result } from '../result.ts';
import { type ChannelName, channelNames, type Update, type Values } from '../update.ts';
import { judgeChannel } from './judge.ts';
import { planUpdates, valuesOf } from './plan-updates.ts';
import { type Path, type Reach, reachable, type TriedPath } from './reach.ts';
import type { ZoneWays } from './zone-ways.ts';

/** What a check may ask of the world. Nothing of this changes anything; the same question is asked once. */
export interface CheckEffects {
  look(ways: ZoneWays): Promise<Sight>;
  /** What the service accepted last by this way. */
  accepted(job: ZoneJob): Values;
  reach(server: URL): Promise<Reach>;
  tryPath(path: Path): Promise<TriedPath>;
  prove(job: ZoneJob): Promise<Result<string, Failure>>;
}

/** One zone: what would be sent, and for each channel whether it would arrive. */
export async function checkZone(ways: ZoneWays, effects: CheckEffects): Promise<ZoneFindings> {
  const { zone, label, channel } = ways;
  const sight = await effects.look(ways);
  const planned = planBy(channel, ways, sight, effects);
  const channels = await Promise.all(channelNames.map((name) => checkChannel(name, ways, sight, effects)));
  return { zone, label, channel, findings: [...tokenFinding(ways), addressesFinding(planned)], channels };
}

type Planned = Result<readonly Update[], Failure>;

function planBy(channel: ChannelName, ways: ZoneWays, sight: Sight, { accepted }: CheckEffects): Planned {
  const job = ways.jobs[channel];
  return planUpdates(channel, ways, sight, job.ok ? accepted(job.value) : {});
}

async function checkChannel(channel: ChannelName, ways: ZoneWays, sight: Sight, effects: CheckEffects) {
  const settings = ways.jobs[channel];
  const planned = planBy(channel, ways, sight, effects);
  if (!settings.ok) return judgeChannel({ channel, settings, planned, reached: null, proved: null });
  const { way } = settings.value;
  const cannotBeAsked = way.channel === 'update-api' || way.channel === 'dyndns2';
  const [reached, proved] = await Promise.all([
    cannotBeAsked ? reachedBy(way, planned.ok ? planned.value : [], effects) : null,
    effects.prove(settings.value),
  ]);
  return judgeChannel({ channel, settings, planned, reached, proved });
}

/** Whether every update arrives: an `auto` value has to leave over its own family, and perhaps by its own interface. */
async function reachedBy(
  { channel, server }: { readonly channel: ChannelName; readonly server: URL },
  updates: readonly Update[],
  { reach, tryPath }: CheckEffects,
): Promise<Result<string, Failure>> {
  const anywhere = reachable(await reach(server));
  if (!anywhere.ok) return anywhere;
  for (const { over, from } of updates) {
    if (over === 'any') continue;
    const { failure } = await tryPath({
      server: channel === 'update-api' ? serverOver(over, server) : server,
      over,
      from,
    });
    if (failure !== null) return fail(failure);
  }
  return anywhere;
}

function tokenFinding({ token, channel }: ZoneWays): readonly Finding[] {
  if (token.ok) return [good('token', `from ${token.value.source}`)];
  return channel === 'dns' || channel === 'ssh' ? [] : [bad('token', token.failure)];
}

function addressesFinding(planned: Planned): Finding {
  if (!planned.ok) return bad('addresses', planned.failure);
  return good('addresses', `would publish ${describeValues(valuesOf(planned.value))}`);
}
