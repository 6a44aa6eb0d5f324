import type { Failure } from '../../failure.ts';
import type { NewRecord, RecordType } from '../../records/record.ts';
import type { RecordEdit } from '../../records/record-edit.ts';
import type { Result } from '../../result.ts';

/** What somebody wants of a zone's records. */
export type RecordWish =
  /** The name and type hold this record and no other. */
  | { readonly kind: 'set'; readonly record: NewRecord }
  /** This record is there, beside others. */
  | { readonly kind: 'add'; readonly record: NewRecord }
  /** This record is not there; without data, none of the name and type is. */
  | { readonly kind: 'delete'; readonly record: NewRecord | { readonly name: string; readonly type: RecordType } }
  /** All of these are there; with `prune`, nothing else is. */
  | { readonly kind: 'apply'; readonly records: readonly NewRecord[]; readonly prune: boolean };

/** What is to be done until a wish is true. Nothing has been changed yet. */
export interface EditPlan {
  /** In the order in which they are carried out; none where all is as wished. */
  readonly edits: readonly RecordEdit[];
  /** How many records stay as they are; null where the channel cannot see them. */
  readonly kept: number | null;
  /** Does it. Stops at the first failure. */
  carryOut(signal: AbortSignal): Promise<Edited>;
}

interface Edited {
  /** How many of the edits were made. */
  readonly done: number;
  readonly failure: Failure | null;
}

/** One way to change the records of one zone. What it cannot carry fails with `usage`, before anything is sent. */
export interface RecordEditor {
  plan(wish: RecordWish, signal: AbortSignal): Promise<Result<EditPlan, Failure>>;
}
