import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { mustRun, run } from '../lab/command.ts';

/** A Node.js to measure with. */
export interface MeasuredNode {
  /** `v20.20.2` */
  readonly version: string;
  readonly path: string;
}

const majors = [20, 24];

/** Node.js 20 and 24 from npm's registry, fetched once. What cannot be fetched is said, and is the one at hand or nothing. */
export async function fetchNodes(say: (line: string) => void): Promise<readonly MeasuredNode[]> {
  const nodes: MeasuredNode[] = [];
  for (const major of majors) {
    const path = await fetched(major).catch((error: unknown) => {
      const atHand = process.version.startsWith(`v${major}.`) ? process.execPath : null;
      const instead = atHand === null ? 'it is left out' : `measured with ${process.version}, which is at hand`;
      say(`Node.js ${major} cannot be fetched: ${instead} (${String(error).split('\n')[0]})`);
      return atHand;
    });
    if (path !== null) nodes.push({ path, version: (await run([path, '--version'])).stdout.trim() });
  }
  return nodes;
}

async function fetched(major: number): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = resolve(`node_modules/.cache/dynv6/node-${major}`);
  const path = `${folder}/node_modules/${name}/bin/node`;
  if (!existsSync(path))
    await mustRun(['npm', 'install', '--no-audit', '--no-fund', '--prefix', folder, `${name}@${major}`]);
  return path;
}
