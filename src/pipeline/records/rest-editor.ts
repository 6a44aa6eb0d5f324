import { carryOut } from '../../channels/rest/carry-out.ts';
import type { RestClient } from '../../channels/rest/client.ts';
import { planAdd, planDelete, planRecords, planSet, type RecordPlan } from '../../records/plan-records.ts';
import type { StoredRecord } from '../../records/record.ts';
import { recordSteps } from '../../records/record-steps.ts';
import { ok } from '../../result.ts';
import type { Zone } from '../../update.ts';
import type { RecordEditor, RecordWish } from './record-editor.ts';

/** By the REST API: reads all records first, and changes only what is not as wished. */
export function restEditor(name: Zone, client: RestClient): RecordEditor {
  return {
    async plan(wish, signal) {
      const zone = await client.zone(name, signal);
      if (!zone.ok) return zone;
      const records = await client.records(zone.value, signal);
      if (!records.ok) return records;
      const plan = planFor(wish, records.value, name);
      const steps = recordSteps(plan);
      return ok({
        edits: steps,
        kept: records.value.length - plan.change.length - plan.delete.length,
        async carryOut(carrySignal) {
          const { done, failure } = await carryOut(client, zone.value, steps, carrySignal);
          return { done: done.length, failure };
        },
      });
    },
  };
}

function planFor(wish: RecordWish, existing: readonly StoredRecord[], zone: Zone): RecordPlan {
  switch (wish.kind) {
    case 'set':
      return planSet(existing, wish.record, zone);
    case 'add':
      return planAdd(existing, wish.record, zone);
    case 'delete':
      return planDelete(existing, wish.record, zone);
    case 'apply':
      return planRecords(existing, wish.records, { zone, prune: wish.prune, reuse: true });
  }
}
