import type { Failure } from '../failure.ts';
import type { EditPlan, RecordEditor } from '../pipeline/records/record-editor.ts';
import { ok, type Result } from '../result.ts';

/** Whether the service knows the zone. */
export type ZoneIsThere = (signal: AbortSignal) => Promise<Result<boolean, Failure>>;

/**
 * The service's shell for challenges: it keeps one text of a name, so that a new one takes the place of the old. It
 * says of a record that is not there what it says of a zone that is not there: only the latter is a failure.
 */
export function sshChallenges(editor: RecordEditor, zoneIsThere: ZoneIsThere): RecordEditor {
  return {
    async plan(wish, signal) {
      if (wish.kind === 'add') return await editor.plan({ kind: 'set', record: wish.record }, signal);
      const planned = await editor.plan(wish, signal);
      return planned.ok && wish.kind === 'delete' ? ok(forgiving(planned.value, zoneIsThere)) : planned;
    },
  };
}

function forgiving(plan: EditPlan, zoneIsThere: ZoneIsThere): EditPlan {
  return {
    ...plan,
    async carryOut(signal) {
      const edited = await plan.carryOut(signal);
      if (edited.failure?.code !== 'zone-unknown') return edited;
      const there = await zoneIsThere(signal);
      if (!there.ok) return { ...edited, failure: there.failure };
      return there.value ? { ...edited, failure: null } : edited;
    },
  };
}
