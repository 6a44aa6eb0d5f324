import { type Figure, figureOf } from './figures.ts';
import { names } from './subject.ts';

export interface Target {
  readonly group: string;
  /** What is asked for. */
  readonly aim: string;
  /** What is. */
  readonly found: string;
  readonly met: boolean;
}

const mebibyte = 1024 * 1024;

/** What a start is meant to be like, and what it is, as far as the figures tell. */
export function judge(figures: readonly Figure[]): readonly Target[] {
  const groups = figures.filter(({ name }) => name === names.bare).map(({ group }) => group);
  return groups.flatMap((group) => {
    const of = (name: string) => figureOf(figures, group, name);
    const bare = of(names.bare);
    const unchanged = of(names.unchanged);
    const ddclient = group.startsWith('Node.js 24.') ? figureOf(figures, 'Others', names.ddclientUnchanged) : null;
    return [
      ...ratio(group, unchanged, bare, 1.25),
      ...ratio(group, of(names.quiet), bare, 1.25),
      ...ratio(group, of(names.manyUnchanged), unchanged, 1.5),
      ...ratio(group, unchanged, ddclient, 1),
      ...memory(group, unchanged, bare, 12 * mebibyte),
      ...connections(group, of(names.manySent), 8),
    ];
  });
}

function ratio(group: string, one: Figure | null, other: Figure | null, most: number): readonly Target[] {
  if (one === null || other === null) return [];
  const found = one.time / other.time;
  return [{ group, aim: `${one.name}: at most ${most} × ${other.name}`, found: found.toFixed(2), met: found <= most }];
}

function memory(group: string, one: Figure | null, other: Figure | null, most: number): readonly Target[] {
  if (one === null || other === null || one.memory === null || other.memory === null) return [];
  const more = one.memory - other.memory;
  return [
    {
      group,
      aim: `${one.name}: at most ${inMebibytes(most)} MB more than ${other.name}`,
      found: `${inMebibytes(more)} MB`,
      met: more <= most,
    },
  ];
}

function connections(group: string, one: Figure | null, most: number): readonly Target[] {
  if (one === null) return [];
  return [
    {
      group,
      aim: `${one.name}: one process, at most ${most} connections`,
      found: `${one.processes}, ${one.connections} for ${one.requests} requests`,
      met: one.processes === 1 && one.connections <= most,
    },
  ];
}

function inMebibytes(bytes: number): string {
  return (bytes / mebibyte).toFixed(1).replace(/\.0$/, '');
}
