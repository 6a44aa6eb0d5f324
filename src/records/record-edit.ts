import type { RecordContent } from './record.ts';

/** The records of a name and type, whatever they hold. */
type RecordOwner = Pick<RecordContent, 'name' | 'type'>;

/** One thing that is done to a zone's records, as it is told to a person; a `RecordStep` is one. */
export type RecordEdit =
  | { readonly action: 'add'; readonly record: RecordContent }
  /** `from` is null where what is replaced cannot be seen. */
  | { readonly action: 'change'; readonly from: RecordContent | null; readonly to: RecordContent }
  | { readonly action: 'delete'; readonly record: RecordContent | RecordOwner };
