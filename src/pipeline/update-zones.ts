import type { Failure } from '../failure.ts';
import type { ZoneJob } from '../job.ts';
import type { Outcome } from '../outcome.ts';
import type { Result } from '../result.ts';
import type { ChannelName, Zone } from '../update.ts';
import { type UpdateEffects, updateZone } from './update-zone.ts';

/** A zone to update, or why that cannot even be tried. */
export interface ZoneTask {
  readonly zone: Zone;
  readonly label: string;
  readonly channel: ChannelName;
  readonly job: Result<ZoneJob, Failure>;
}

/** As many as connections are kept to the service. */
const atOnce = 8;

/** Every zone is tried, whatever became of the others; the outcomes stand in the order of the zones. */
export async function updateZones(
  tasks: readonly ZoneTask[],
  effects: UpdateEffects,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const queue = [...tasks.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, task] = next;
      outcomes[index] = task.job.ok
        ? await updateZone(task.job.value, effects, signal)
        : untried(task, task.job.failure, effects.now());
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return outcomes;
}

function untried({ zone, label, channel }: ZoneTask, failure: Failure, at: number): Outcome {
  return {
    zone,
    label,
    channel,
    result: 'failed',
    sent: {},
    previous: null,
    response: null,
    failure,
    acceptedAt: null,
    choices: null,
    notes: [],
    at,
  };
}
