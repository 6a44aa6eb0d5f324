import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The licence texts of what is bundled have to travel with the bundle. */
const licences = {
  name: 'licences',
  generateBundle(_options, bundle) {
    const packages = new Map();
    for (const { moduleIds = [] } of Object.values(bundle)) {
      for (const id of moduleIds.filter((name) => name.includes('node_modules'))) {
        let folder = dirname(id);
        while (!existsSync(join(folder, 'package.json')) || !packageAt(folder).version) folder = dirname(folder);
        packages.set(folder, packageAt(folder));
      }
    }
    const texts = [...packages].map(([folder, { name, version, license }]) => {
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : ''}\n`;
    });
    this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: texts.sort().join(`\n${'-'.repeat(80)}\n\n`) });
  },
};

/** What an earlier build left goes last, so that a run meanwhile finds what it needs. */
const swept = {
  name: 'swept',
  writeBundle({ dir }, bundle) {
    for (const file of readdirSync(dir))
      if (!(file in bundle) && !file.startsWith('start.')) rmSync(join(dir, file), { recursive: true });
  },
};

/** commander loads Node's child processes to start commands that are programs of their own: ours are none. */
const withoutChildProcesses = {
  name: 'without-child-processes',
  resolveId(source, importer) {
    if (source === 'node:child_process' && importer?.includes('/commander/')) return '\0no-child-process';
    return null;
  },
  load(id) {
    return id === '\0no-child-process' ? 'export {};' : null;
  },
};

/** kleur looks at standard output when it is loaded, which makes that stream; whether to colour is decided elsewhere. */
const withoutLook = {
  name: 'without-look',
  transform: (code, id) =>
    id.includes('/kleur/') ? { code: code.replace('process.stdout && process.stdout.isTTY', 'true'), map: null } : null,
};

/** undici without what is not used of it: fetch, WebSocket, caches and mocks, which take longer to load than all else. */
const undiciInParts = {
  name: 'undici-in-parts',
  resolveId: (source) => (source === 'undici' ? '\0undici' : null),
  load: (id) =>
    id === '\0undici'
      ? `
import Agent from 'undici/lib/dispatcher/agent.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import api from 'undici/lib/api/index.js';
Object.assign(Dispatcher.prototype, api);
export { Agent, ProxyAgent };`
      : null,
};

function packageAt(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

const output = {
  dir: 'dist',
  // CommonJS starts about 8 ms sooner than ECMAScript modules on Node.js 20: no second loader, no facades of the built-ins.
  format: 'cjs',
  // Node's own modules, too: an import() would start that loader for them.
  dynamicImportInCjs: false,
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name]-[hash].cjs',
  // Comments are read at each start; the source map leads to them. The licences stand in their own file.
  comments: false,
  sourcemap: true,
};

export default [
  { input: 'src/start.ts', platform: 'node', output },
  {
    input: 'src/main.ts',
    platform: 'node',
    logLevel: 'warn',
    plugins: [withoutChildProcesses, undiciInParts, withoutLook, licences, swept],
    // What every run needs is one file. Minified it would start 0.3 ms sooner, and no stack trace could be read.
    output: { ...output, codeSplitting: { groups: [{ name: 'main', tags: ['$initial'] }] } },
  },
];
