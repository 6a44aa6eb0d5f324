import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCommand } from '../support/run-command.ts';
import { median } from './figures.ts';
import type { Stage } from './stage.ts';
import type { Subject } from './subject.ts';

/** What the runs of a command, one by one, show. */
export interface Seen {
  /** Milliseconds: the median, with what it takes to look on. */
  readonly time: number;
  /** Bytes: the median of the peaks; null where there is no GNU time. */
  readonly memory: number | null;
  /** Of one run. */
  readonly requests: number;
  /** Of one run. */
  readonly connections: number;
  /** The most that were seen at once: what is over within milliseconds may not be among them. */
  readonly processes: number;
}

/** Runs the command so often, and looks at its peak of memory and at what reaches the service. Throws where it fails. */
export async function watchRuns(runs: number, subject: Subject, stage: Stage): Promise<Seen> {
  const { double } = stage;
  const asked = double.log.length;
  const opened = double.connections;
  const times: number[] = [];
  const peaks: (number | null)[] = [];
  let processes = 0;
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    const { peak, most } = await watch(subject, stage);
    times.push(performance.now() - began);
    peaks.push(peak);
    processes = Math.max(processes, most);
  }
  return {
    time: median(times),
    memory: peaks.includes(null) ? null : median(peaks.filter((peak) => peak !== null)),
    requests: (double.log.length - asked) / runs,
    connections: (double.connections - opened) / runs,
    processes,
  };
}

async function watch(
  subject: Subject,
  { folder, env }: Stage,
): Promise<{ readonly peak: number | null; readonly most: number }> {
  const report = join(folder, 'time.txt');
  const words = [...(hasTime ? ['time', '-f', '%M', '-o', report] : ['env']), ...subject.words];
  const [file = '', ...rest] = words;
  const { child, finished } = startCommand({ file, words: rest, env, cwd: folder });
  let most = 1;
  const looks = setInterval(() => {
    most = Math.max(most, childrenOf(child.pid).flatMap(withDescendants).length);
  }, 5);
  const { code, stderr } = await finished.finally(() => clearInterval(looks));
  if (code !== 0) throw new Error(`${subject.name} ended with ${code}: ${stderr}`);
  return { peak: hasTime ? 1024 * Number(await readFile(report, 'utf8')) : null, most };
}

/** GNU time, of which the shells' own are no copies. */
const hasTime = existsSync('/usr/bin/time');

function withDescendants(pid: number): readonly number[] {
  return [pid, ...childrenOf(pid).flatMap(withDescendants)];
}

/** The processes that it has started. proc(5), `/proc/pid/task/tid/children` */
function childrenOf(pid: number | undefined): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
