import { exitCodes, type Failure } from '../failure.ts';

/** A time in which no update succeeded. */
export interface Trouble {
  readonly since: number;
  /** How often in a row an update failed. */
  readonly tries: number;
  /** The exit codes of the kinds of failure that were told. */
  readonly told: readonly number[];
}

export type Telling =
  | { readonly do: 'tell trouble'; readonly failure: Failure }
  /** `lasted`: milliseconds. */
  | { readonly do: 'tell recovery'; readonly lasted: number };

/** Trouble is told when it begins, when a failure of another kind joins it, and when it ends; not at each try. */
export function judge(
  trouble: Trouble | null,
  failure: Failure | null,
  at: number,
): { readonly trouble: Trouble | null; readonly actions: readonly Telling[] } {
  if (failure === null) {
    return { trouble: null, actions: trouble === null ? [] : [{ do: 'tell recovery', lasted: at - trouble.since }] };
  }
  const { since, tries, told } = trouble ?? { since: at, tries: 0, told: [] };
  const kind: number = exitCodes[failure.code];
  const isNew = !told.includes(kind);
  return {
    trouble: { since, tries: tries + 1, told: isNew ? [...told, kind] : told },
    actions: isNew ? [{ do: 'tell trouble', failure }] : [],
  };
}
