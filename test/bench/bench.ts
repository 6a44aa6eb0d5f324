import { spawn } from 'node:child_process';
import { cpus, loadavg, release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { mustRun } from '../lab/command.ts';
import { networkWords } from './network.ts';
import { fetchNodes } from './nodes.ts';

/** Beyond this load the figures are those of the other programs of the machine, too. */
const quiet = 1.5;

process.exitCode = await bench();

/** Gets what has to come from outside, then measures in a network that has nothing but this machine in it. */
async function bench(): Promise<number> {
  const lacking = await whatTheBenchLacks();
  if (lacking !== null) {
    console.log(`Nothing can be measured here: ${lacking}`);
    return 1;
  }
  const [load = 0] = loadavg();
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Linux ${release()}`);
  if (load > quiet) console.log(`The machine is busy (load ${load.toFixed(1)}): the figures will be too high.`);
  const nodes = await fetchNodes(console.log);
  const program = fileURLToPath(new URL('inside.mjs', import.meta.url));
  const [file, ...words] = [...networkWords(), process.execPath, program, JSON.stringify(nodes)];
  return new Promise((resolve, reject) => {
    spawn(file ?? '', words, { stdio: 'inherit' })
      .once('error', reject)
      .once('close', (code) => resolve(code ?? 1));
  });
}

/** The first thing that is missing, in the words of what refused; null where all is there. */
async function whatTheBenchLacks(): Promise<string | null> {
  try {
    await mustRun(['hyperfine', '--version']);
    await mustRun([...networkWords(), 'ip', 'link', 'add', 'type', 'veth']);
    return null;
  } catch (error) {
    return String(error).replaceAll(/\s+/g, ' ');
  }
}
