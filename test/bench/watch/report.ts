import type { ProcessFigures } from './process-figures.ts';

/** What was measured of one client. */
export interface Contestant {
  readonly name: string;
  /** Milliseconds from the address to the request for it; NaN where none came. */
  readonly delays: readonly number[];
  /** When nothing began to happen, when that ended, and after all renumberings. */
  readonly begin: ProcessFigures;
  readonly end: ProcessFigures;
  readonly last: ProcessFigures;
}

/** `idle`: milliseconds; `bare`: the memory of a bare Node.js, in MiB. */
export function formatReport(contestants: readonly Contestant[], idle: number, bare: number): string {
  const head = ['', 'median', 'longest', 'CPU idle', 'memory', 'after all', 'descriptors'];
  const rows = contestants.map(({ name, delays, begin, end, last }) => [
    name,
    seconds(median(delays)),
    seconds(Math.max(...delays)),
    `${(((end.cpu - begin.cpu) / idle) * 100).toFixed(3)} %`,
    mebibytes(end.memory),
    mebibytes(last.memory),
    `${begin.descriptors} → ${last.descriptors}`,
  ]);
  const node = ['bare Node.js', '', '', '', mebibytes(bare), '', ''];
  const widths = head.map((_, column) => Math.max(...[head, ...rows, node].map((row) => row[column]?.length ?? 0)));
  return [head, ...rows, node]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return (low + high) / 2;
}

function seconds(milliseconds: number): string {
  return Number.isNaN(milliseconds) ? 'never' : `${(milliseconds / 1000).toFixed(2)} s`;
}

function mebibytes(amount: number): string {
  return `${amount.toFixed(1)} MiB`;
}
