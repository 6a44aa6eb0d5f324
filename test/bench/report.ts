import { coloursFor } from '../../src/report/colours.ts';
import { formatTable } from '../../src/report/table.ts';
import { type Figure, figureOf } from './figures.ts';
import { names } from './subject.ts';
import type { Target } from './targets.ts';

/** The figures as a table for each group, with ratios to the bare Node.js of the group. */
export function figuresTable(figures: readonly Figure[]): string {
  const groups = [...new Set(figures.map(({ group }) => group))];
  return groups
    .map((group) => {
      const bare = figureOf(figures, group, names.bare);
      const rows = figures
        .filter((figure) => figure.group === group)
        .map((figure) => [
          figure.name,
          figure.time.toFixed(1),
          bare === null ? '' : (figure.time / bare.time).toFixed(2),
          figure.processorTime?.toFixed(1) ?? '',
          figure.memory === null ? '?' : (figure.memory / 1024 / 1024).toFixed(1),
          String(figure.requests),
          String(figure.connections),
        ]);
      return formatTable([group, 'ms', '× node', 'busy ms', 'MB', 'requests', 'connections'], rows, coloursFor(false));
    })
    .join('\n');
}

export function targetLines(targets: readonly Target[]): string {
  return targets
    .map(({ group, aim, found, met }) => `${met ? 'met    ' : 'not met'}  ${group}: ${aim}: ${found}\n`)
    .join('');
}
