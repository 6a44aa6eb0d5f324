import type { Subject } from './subject.ts';

/** What was measured of a command. */
export interface Figure extends Pick<Subject, 'group' | 'name'> {
  /** Milliseconds: the median of all runs. */
  readonly time: number;
  /** Milliseconds of processor time, the mean: other programs disturb it less. Null where it was not measured. */
  readonly processorTime: number | null;
  /** Bytes: the median of the peaks. Null where nothing measures it here. */
  readonly memory: number | null;
  /** Of one run. */
  readonly requests: number;
  /** Of one run. */
  readonly connections: number;
  readonly processes: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return (low + high) / 2;
}

export function figureOf(figures: readonly Figure[], group: string, name: string): Figure | null {
  return figures.find((figure) => figure.group === group && figure.name === name) ?? null;
}
