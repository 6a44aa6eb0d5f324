import type { Failure } from '../failure.ts';
import type { ZoneJob } from '../job.ts';
import { nothingYet, type Outcome } from '../outcome.ts';
import type { Result } from '../result.ts';
import type { ChannelName, Zone } from '../update.ts';
import { sideBySide } from './side-by-side.ts';
import { type UpdateEffects, updateZone } from './update-zone.ts';

/** A zone to update, or why that cannot even be tried. */
export interface ZoneTask {
  readonly zone: Zone;
  readonly label: string;
  readonly channel: ChannelName;
  readonly job: Result<ZoneJob, Failure>;
}

/** As many zones as connections are kept to the service. */
export const mostAtOnce = 8;

/** Every zone is tried, whatever became of the others; the outcomes stand in the order of the zones. */
export async function updateZones(
  tasks: readonly ZoneTask[],
  effects: UpdateEffects,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  await sideBySide([...tasks.entries()], mostAtOnce, async ([index, task]) => {
    outcomes[index] = await updateTask(task, effects, signal);
  });
  return outcomes;
}

export async function updateTask(task: ZoneTask, effects: UpdateEffects, signal: AbortSignal): Promise<Outcome> {
  return task.job.ok
    ? await updateZone(task.job.value, effects, signal)
    : untried(task, task.job.failure, effects.now());
}

export function untried({ zone, label, channel }: ZoneTask, failure: Failure, at: number): Outcome {
  return { ...nothingYet, zone, label, channel, result: 'failed', failure, at };
}
