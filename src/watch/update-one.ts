import type { Outcome } from '../outcome.ts';
import type { UpdateEffects } from '../pipeline/update-zone.ts';
import { untried, updateTask, type ZoneTask } from '../pipeline/update-zones.ts';
import { ok } from '../result.ts';
import type { Due } from './effects.ts';
import { withOwnSignal } from './own-signal.ts';

/**
 * One update of a zone for the watcher. A bug is a failure like others here: the next change of the machine may not
 * run into it, and the other zones have nothing to do with it.
 */
export async function updateOne(due: Due, effects: UpdateEffects, signal: AbortSignal): Promise<Outcome> {
  try {
    return await withOwnSignal(signal, (own) => updateTask(taskOf(due), fresh(effects), own));
  } catch (cause) {
    const message = `a fault of dynv6 itself: ${cause instanceof Error ? cause.message : String(cause)}`;
    const advice = 'Please report it, with what --verbose says';
    return untried(due.zone.entry, { code: 'internal', message, advice, cause }, effects.now());
  }
}

function taskOf({ zone: { entry }, insist, troubled }: Due): ZoneTask {
  if (!entry.job.ok) return entry;
  const { sending, retries } = entry.job.value;
  // What failed a moment ago is tried again soon in any case.
  const patience = { sending: { ...sending, force: insist }, retries: troubled ? 0 : retries };
  return { ...entry, job: ok({ ...entry.job.value, ...patience }) };
}

/** Other processes have had time to write into the cache. */
function fresh(effects: UpdateEffects): UpdateEffects {
  return {
    ...effects,
    memoryOf(job) {
      const memory = effects.memoryOf(job);
      return { ...memory, recall: memory.recallFresh };
    },
  };
}
