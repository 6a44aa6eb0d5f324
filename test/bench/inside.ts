import { loadavg } from 'node:os';
import { openTemporaryFolder, removeFolder } from '../lab/temporary-folder.ts';
import type { Figure } from './figures.ts';
import { timesOf } from './hyperfine.ts';
import { setUpNetwork } from './network.ts';
import type { MeasuredNode } from './nodes.ts';
import { ourSubjects } from './ours.ts';
import { peerSubjects } from './peers.ts';
import { figuresTable, targetLines } from './report.ts';
import { type Seen, watchRuns } from './single-runs.ts';
import { openStage, type Stage } from './stage.ts';
import type { Subject } from './subject.ts';
import { judge } from './targets.ts';

const watchedRuns = 5;

/** Measures everything in one go, and prints it. The Node.js versions come as JSON in the first word. */
const nodes: readonly MeasuredNode[] = JSON.parse(process.argv[2] ?? '[]');
const folder = await openTemporaryFolder();
try {
  await setUpNetwork();
  const stage = await openStage(folder);
  try {
    const figures = await measure(await subjectsOf(stage), stage);
    console.log(`\n${figuresTable(figures)}\n${targetLines(judge(figures))}`);
    console.log(
      `The load was ${loadavg()
        .map((load) => load.toFixed(1))
        .join(', ')}.`,
    );
  } finally {
    await stage.close();
  }
} finally {
  await removeFolder(folder);
}

/** Of each program what sends comes first: its other runs then have nothing to send. */
async function subjectsOf(stage: Stage): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  for (const node of nodes) subjects.push(...(await ourSubjects(stage, node)));
  return [...subjects, ...(await peerSubjects(stage, console.log))];
}

async function measure(subjects: readonly Subject[], stage: Stage): Promise<readonly Figure[]> {
  const seen = new Map<Subject, Seen>();
  for (const subject of subjects) {
    await watchRuns(1, subject, stage);
    seen.set(subject, await watchRuns(watchedRuns, subject, stage));
  }
  const timings = await timesOf(
    subjects.filter(({ long }) => long !== true),
    stage,
  );
  return [...seen].map(([subject, runs]) => ({
    group: subject.group,
    name: subject.name,
    processorTime: null,
    ...runs,
    ...timings.get(subject),
  }));
}
