import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCommand } from '../support/run-command.ts';
import { median } from './figures.ts';
import type { Stage } from './stage.ts';
import type { Subject } from './subject.ts';

interface Timing {
  /** Milliseconds: the median. */
  readonly time: number;
  /** Milliseconds: the mean. */
  readonly processorTime: number;
}

const rounds = 8;
const runsInRound = 5;

/**
 * The times of each command. They are measured in rounds, every other one backwards: what else the machine does
 * meanwhile falls upon all of them alike.
 */
export async function timesOf(subjects: readonly Subject[], stage: Stage): Promise<ReadonlyMap<Subject, Timing>> {
  const results: Measured[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const backwards = round % 2 === 1;
    const measured = await measure(backwards ? subjects.toReversed() : subjects, stage);
    results.push(backwards ? measured.toReversed() : measured);
  }
  return new Map(
    subjects.map((subject, index) => [subject, timingOf(results.flatMap((measured) => measured[index] ?? []))]),
  );
}

function timingOf(measured: readonly Measured[]): Timing {
  const busy = measured.map(({ user, system }) => user + system);
  return {
    time: 1000 * median(measured.flatMap(({ times }) => times)),
    processorTime: (1000 * busy.reduce((sum, value) => sum + value, 0)) / busy.length,
  };
}

/** What hyperfine writes of a command; seconds. */
interface Measured {
  readonly times: readonly number[];
  readonly user: number;
  readonly system: number;
}

async function measure(subjects: readonly Subject[], { folder, env }: Stage): Promise<Measured[]> {
  const file = join(folder, 'hyperfine.json');
  const options = ['-N', '--warmup', '1', '--runs', String(runsInRound), '--style', 'none', '--export-json', file];
  const words = [...options, ...subjects.map((subject) => subject.words.map(quoted).join(' '))];
  const { code, stderr } = await startCommand({ file: 'hyperfine', words, env, cwd: folder }).finished;
  if (code !== 0) throw new Error(`hyperfine: ${stderr}`);
  const { results }: { readonly results: Measured[] } = JSON.parse(await readFile(file, 'utf8'));
  return results;
}

/** hyperfine splits a command as a shell does. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
