import type { Outcome } from '../outcome.ts';
import type { UpdateEffects } from '../pipeline/update-zone.ts';
import { untried, updateTask } from '../pipeline/update-zones.ts';
import type { Due } from './effects.ts';

/**
 * One update of a zone for the watcher. A bug is a failure like others here: the next change of the machine may not
 * run into it, and the other zones have nothing to do with it.
 */
export async function updateOne(
  { zone: { entry }, insist, troubled }: Due,
  effects: UpdateEffects,
  signal: AbortSignal,
): Promise<Outcome> {
  const { job } = entry;
  // What failed a moment ago is tried again soon in any case.
  const adapted = job.ok
    ? { ...job.value, sending: { ...job.value.sending, force: insist }, retries: troubled ? 0 : job.value.retries }
    : null;
  try {
    return await updateTask(
      adapted === null ? entry : { ...entry, job: { ok: true, value: adapted } },
      fresh(effects),
      signal,
    );
  } catch (cause) {
    const message = `a fault of dynv6 itself: ${cause instanceof Error ? cause.message : String(cause)}`;
    const advice = 'Please report it, with what --verbose says';
    return untried(entry, { code: 'internal', message, advice, cause }, effects.now());
  }
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
