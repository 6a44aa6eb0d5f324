import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

function packageAt(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

export default {
  input: 'src/main.ts',
  platform: 'node',
  plugins: [licences],
  output: { dir: 'dist', format: 'esm', sourcemap: true, cleanDir: true },
};
