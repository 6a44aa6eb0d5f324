import { readdirSync, readFileSync } from 'node:fs';

/** What a process has used and holds; proc(5). */
export interface ProcessFigures {
  /** Milliseconds of a core, those of its ended children too. */
  readonly cpu: number;
  /** MiB that are resident. */
  readonly memory: number;
  readonly descriptors: number;
}

/** Milliseconds; USER_HZ is 100 for all users of Linux. */
const tick = 10;

export function figuresOf(pid: number): ProcessFigures {
  // utime, stime, cutime and cstime; the name before them may hold anything, a bracket too.
  const times = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .slice(11, 15);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    cpu: times.reduce((sum, ticks) => sum + Number(ticks) * tick, 0),
    memory: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
  };
}
