import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { join } from 'node:path';

/** The oldest that `engines` allows, and the newest of each line. */
const versions = ['20.19.0', '20', '22', '24', '26'];

/**
 * The tests that run the built command, which then runs under the Node.js in question; they themselves do not. How the
 * service answers and how an address is chosen are no matter of Node.js.
 */
const suites = [
  'test/system/update',
  'test/system/platforms',
  'test/system/report',
  '--exclude',
  '**/{switches-*,answers,selection}.test.ts',
];

const folder = join(process.cwd(), 'node_modules/.cache/dynv6/node');

interface Totals {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** One line for each Node.js, and a line for each test that failed under it. */
async function main(): Promise<void> {
  const name = packageFor(platform(), arch());
  if (name === null) return console.log(`test:matrix: npm has no Node.js for ${platform()} on ${arch()}: skipped`);
  for (const version of versions) {
    const node = await install(name, version);
    const began = performance.now();
    const totals = await runSuites(node.file, version);
    const seconds = Math.round((performance.now() - began) / 1000);
    const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = totals;
    console.log(`Node.js ${node.version}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds} s)`);
    for (const test of failuresIn(totals)) console.log(`  ${test}`);
    if (failed > 0 || passed === 0) process.exitCode = 1;
  }
}

/** npm's packages of Node.js itself: https://www.npmjs.com/package/node */
function packageFor(system: string, architecture: string): string | null {
  return system === 'linux' && /^(x64|arm64)$/.test(architecture) ? `node-linux-${architecture}` : null;
}

async function install(name: string, version: string): Promise<{ readonly file: string; readonly version: string }> {
  const prefix = join(folder, version);
  await mkdir(prefix, { recursive: true });
  const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel', 'error'];
  await finished('npm', ['install', ...flags, '--prefix', prefix, `${name}@${version}`]);
  const installed = join(prefix, 'node_modules', name);
  const manifest: { readonly version: string } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  return { file: join(installed, 'bin/node'), version: manifest.version };
}

async function runSuites(node: string, version: string): Promise<Totals> {
  const report = join(folder, `${version}.json`);
  const output = ['--reporter', 'json', '--outputFile', report];
  const words = [
    'run',
    '--expect.requireAssertions',
    '--testTimeout',
    '30000',
    '--maxWorkers',
    '100%',
    ...output,
    ...suites,
  ];
  await finished(process.execPath, ['node_modules/vitest/vitest.mjs', ...words], { DYNV6_TEST_NODE: node });
  return JSON.parse(await readFile(report, 'utf8'));
}

function failuresIn({ testResults }: Totals): readonly string[] {
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  );
}

/** What it says of trouble is seen; how it ended, the report tells. */
async function finished(file: string, words: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<void> {
  const child = spawn(file, words, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...more } });
  await once(child, 'close');
}

void main();
