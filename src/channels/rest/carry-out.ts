import type { Failure } from '../../failure.ts';
import type { RecordStep } from '../../records/record-steps.ts';
import type { Result } from '../../result.ts';
import type { RestClient } from './client.ts';
import type { RestZone } from './shapes.ts';

/** How far it came: a later run finds the rest still to be done. */
export interface CarriedOut {
  readonly done: readonly RecordStep[];
  /** Why it stopped; null where all is done. */
  readonly failure: Failure | null;
}

/** One request for each step, one after another, up to the first that fails. */
export async function carryOut(
  client: RestClient,
  zone: RestZone,
  steps: readonly RecordStep[],
  signal: AbortSignal,
): Promise<CarriedOut> {
  const done: RecordStep[] = [];
  for (const step of steps) {
    const answer = await take(step, client, zone, signal);
    if (!answer.ok) return { done, failure: answer.failure };
    done.push(step);
  }
  return { done, failure: null };
}

function take(
  step: RecordStep,
  client: RestClient,
  zone: RestZone,
  signal: AbortSignal,
): Promise<Result<unknown, Failure>> {
  switch (step.action) {
    case 'change':
      return client.changeRecord(zone, step.from.id, step.to, signal);
    case 'add':
      return client.addRecord(zone, step.record, signal);
    case 'delete':
      return client.deleteRecord(zone, step.record.id, signal);
  }
}
