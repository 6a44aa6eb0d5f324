import { capabilities } from '../channels/capabilities.ts';
import type { Channel } from '../channels/channel.ts';
import type { Failure } from '../failure.ts';
import type { Wishes, ZoneJob } from '../job.ts';
import { nothingYet, type Outcome } from '../outcome.ts';
import { carriesNothing, carry } from '../plan/carry.ts';
import { type Plan, plan } from '../plan/plan.ts';
import type { Remembered } from '../remembered.ts';
import type { Result } from '../result.ts';
import type { Selection } from '../select/select.ts';
import type { Values } from '../update.ts';
import type { Sight } from './look.ts';
import { acceptedValues, type Memory } from './memory.ts';
import { publishAll } from './publish-all.ts';

export interface UpdateEffects {
  look(job: ZoneJob, signal: AbortSignal): Promise<Sight>;
  /** As `select` of src/select, which is pure: zones that want and hold the same may share what it gives. */
  select(sight: Sight, wishes: Wishes, published: Values): Result<Selection, Failure>;
  memoryOf(job: ZoneJob): Memory;
  openChannel(job: ZoneJob): Promise<Result<Channel, Failure>>;
  now(): number;
}

/** One zone, once. Reads in the order in which it happens and decides nothing itself. */
export async function updateZone(job: ZoneJob, effects: UpdateEffects, signal: AbortSignal): Promise<Outcome> {
  const memory = effects.memoryOf(job);
  const remembered = memory.recall();
  const outcome = outcomeOf(job, remembered, effects.now());

  const unfit = carriesNothing(job.wishes, job.way.channel, capabilities[job.way.channel]);
  if (unfit !== null) return outcome({ result: 'failed', failure: unfit });
  const sight = await effects.look(job, signal);
  const selected = effects.select(sight, job.wishes, acceptedValues(remembered) ?? {});
  if (!selected.ok) return outcome({ result: 'failed', failure: selected.failure });
  const { choices } = selected.value;

  const carried = carry(selected.value.values, job.wishes, job.way.channel, capabilities[job.way.channel]);
  if (!carried.ok) return outcome({ result: 'failed', failure: carried.failure, choices });
  const { values } = carried.value;
  const known = { choices, notes: [...selected.value.notes, ...carried.value.notes] };

  const first = await planFor(job, values, selected.value, remembered, memory, effects.now());
  if (first.action !== 'send') {
    memory.noteLook();
    return outcome({ ...known, ...unsent(first) });
  }
  if (job.dryRun) return outcome({ ...known, result: 'planned', sent: sentBy(first) });

  return memory.exclusively(async () => {
    // Another run may have sent the same, or been refused, while this one waited for its turn.
    const now = await planFor(job, values, selected.value, memory.recallFresh(), memory, effects.now());
    if (now.action !== 'send') return outcome({ ...known, ...unsent(now) });

    const channel = await effects.openChannel(job);
    if (!channel.ok) return outcome({ ...known, result: 'failed', failure: channel.failure });
    const published = await publishAll(now.updates, channel.value, memory, signal);
    return outcome({ ...known, ...published, sent: sentBy(now) });
  }, signal);
}

async function planFor(
  job: ZoneJob,
  values: Values,
  { origins }: Selection,
  remembered: Remembered | null,
  memory: Memory,
  now: number,
): Promise<Plan> {
  // Making the hash loads the cryptography: only where there is a refusal to compare it with.
  const tokenHash = remembered?.refusal == null ? '' : await memory.tokenHash();
  return plan(job.zone, values, remembered, job.sending, { tokenHash, origins, now });
}

function unsent(planned: Exclude<Plan, { action: 'send' }>): Partial<Outcome> & Pick<Outcome, 'result'> {
  return planned.action === 'skip'
    ? { result: 'skipped', acceptedAt: planned.acceptedAt }
    : { result: 'failed', failure: planned.failure };
}

function sentBy({ updates }: Extract<Plan, { action: 'send' }>): Values {
  return Object.assign({}, ...updates.map(({ values }) => values));
}

function outcomeOf({ zone, label, way }: ZoneJob, remembered: Remembered | null, at: number) {
  return (what: Partial<Outcome> & Pick<Outcome, 'result'>): Outcome => ({
    ...nothingYet,
    zone,
    label,
    channel: way.channel,
    previous: acceptedValues(remembered),
    at,
    ...what,
  });
}
