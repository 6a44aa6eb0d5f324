import type { Failure } from '../../failure.ts';
import type { RecordEdit } from '../../records/record-edit.ts';
import type { Result } from '../../result.ts';
import type { EditPlan, RecordEditor, RecordWish } from './record-editor.ts';

export interface EditEffects {
  openEditor(): Promise<Result<RecordEditor, Failure>>;
  /** Shows what is to be done, before anything is. */
  show(edits: readonly RecordEdit[]): void;
  /** Whether records may be deleted. */
  confirm(): Promise<Result<boolean, Failure>>;
}

/** What became of a wish. */
export interface EditOutcome {
  readonly result: 'done' | 'unchanged' | 'planned' | 'declined' | 'failed';
  readonly edits: readonly RecordEdit[];
  readonly kept: number | null;
  readonly done: number;
  readonly failure: Failure | null;
}

/** One wish: plan, show, ask, carry out. */
export async function editRecords(
  wish: RecordWish,
  { dryRun }: { readonly dryRun: boolean },
  effects: EditEffects,
  signal: AbortSignal,
): Promise<EditOutcome> {
  const editor = await effects.openEditor();
  if (!editor.ok) return unplanned(editor.failure);
  const planned = await editor.value.plan(wish, signal);
  if (!planned.ok) return unplanned(planned.failure);
  const plan = planned.value;

  effects.show(plan.edits);
  if (plan.edits.length === 0) return untouched('unchanged', plan);
  if (dryRun) return untouched('planned', plan);
  if (deletes(wish, plan)) {
    const confirmed = await effects.confirm();
    if (!confirmed.ok) return { ...untouched('failed', plan), failure: confirmed.failure };
    if (!confirmed.value) return untouched('declined', plan);
  }
  const { done, failure } = await plan.carryOut(signal);
  return { ...untouched(failure === null ? 'done' : 'failed', plan), done, failure };
}

/** What a `set` replaces is not asked about: that is its meaning. */
function deletes({ kind }: RecordWish, { edits }: EditPlan): boolean {
  return kind !== 'set' && edits.some(({ action }) => action === 'delete');
}

function untouched(result: EditOutcome['result'], { edits, kept }: EditPlan): EditOutcome {
  return { result, edits, kept, done: 0, failure: null };
}

function unplanned(failure: Failure): EditOutcome {
  return { result: 'failed', edits: [], kept: null, done: 0, failure };
}
