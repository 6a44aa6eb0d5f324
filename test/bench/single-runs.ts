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
}

/** Runs the command so often, and looks at its peak of memory and at what reaches the service. Throws where it fails. */
export async function watchRuns(runs: number, subject: Subject, stage: Stage): Promise<Seen> {
  const { double } = stage;
  const asked = double.log.length;
  const opened = double.connections;
  const times: number[] = [];
  const peaks: (number | null)[] = [];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    peaks.push(await peakOf(subject, stage));
    times.push(performance.now() - began);
  }
  return {
    time: median(times),
    memory: peaks.includes(null) ? null : median(peaks.filter((peak) => peak !== null)),
    requests: (double.log.length - asked) / runs,
    connections: (double.connections - opened) / runs,
  };
}

async function peakOf(subject: Subject, { folder, env }: Stage): Promise<number | null> {
  const report = join(folder, 'time.txt');
  const timed = ['-f', '%M', '-o', report, ...subject.words];
  const measured = await startCommand({ file: 'time', words: timed, env, cwd: folder }).finished.catch(() => null);
  const [file, ...words] = subject.words;
  const { code, stderr } = measured ?? (await startCommand({ file, words, env, cwd: folder }).finished);
  if (code !== 0) throw new Error(`${subject.name} ended with ${code}: ${stderr}`);
  return measured === null ? null : 1024 * Number(await readFile(report, 'utf8'));
}
