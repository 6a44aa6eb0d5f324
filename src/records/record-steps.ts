import type { RecordChange, RecordPlan } from './plan-records.ts';
import type { NewRecord, RecordContent, StoredRecord } from './record.ts';

export type RecordStep =
  | ({ readonly action: 'change' } & RecordChange)
  | { readonly action: 'add'; readonly record: NewRecord }
  | { readonly action: 'delete'; readonly record: StoredRecord };

/**
 * The plan in the order in which it is carried out: deletions last, so that a name is not without its records if the
 * run breaks off. Only what a CNAME stands in the way of goes first: it bears no other record (RFC 1034, section 3.6.2).
 */
export function recordSteps({ add, change, delete: unwanted }: RecordPlan): readonly RecordStep[] {
  const inTheWay = standsInTheWayOf(add);
  return [
    ...change.map((pair) => ({ action: 'change', ...pair }) as const),
    ...unwanted.filter(inTheWay).map(deletion),
    ...add.map((record) => ({ action: 'add', record }) as const),
    ...unwanted.filter((record) => !inTheWay(record)).map(deletion),
  ];
}

function standsInTheWayOf(added: readonly NewRecord[]): (record: StoredRecord) => boolean {
  const aliases = new Set(added.filter(isAlias).map(({ name }) => name));
  const others = new Set(added.filter((record) => !isAlias(record)).map(({ name }) => name));
  return (record) => (isAlias(record) ? others : aliases).has(record.name);
}

function isAlias({ type }: RecordContent): boolean {
  return type === 'CNAME';
}

function deletion(record: StoredRecord): RecordStep {
  return { action: 'delete', record };
}
