import { join, resolve } from 'node:path';
import type { MeasuredNode } from './nodes.ts';
import { manyZones, type Stage, zone } from './stage.ts';
import { names, type Subject } from './subject.ts';

/** What is measured with each Node.js. */
export async function ourSubjects(stage: Stage, { path, version }: MeasuredNode): Promise<readonly Subject[]> {
  const { double, nameServer, folder } = stage;
  const dynv6 = (name: string, ...words: readonly string[]): Subject => ({
    group: `Node.js ${version.slice(1)}`,
    name,
    words: [path, resolve('bin/dynv6.js'), ...words],
  });
  const one = ['--server', double.url, zone];
  const config = await stage.write('zones.json', JSON.stringify({ server: double.url, zones: manyZones }));
  const many = ['--config', config, '--cache-dir', join(folder, 'many')];
  return [
    { ...dynv6(names.bare), words: [path, '-e', '0'] },
    dynv6(names.sends, '--force', ...one),
    dynv6(names.unchanged, ...one),
    dynv6(names.quiet, '-q', ...one),
    { ...dynv6(names.manySent, '--force', ...many), long: true },
    dynv6(names.manyUnchanged, ...many),
    ...(nameServer === null
      ? []
      : [
          dynv6(
            names.dnsUpdate,
            ...['--force', '--via', 'dns', '--key-file', nameServer.keyFile],
            ...['--server', `${nameServer.host}:${nameServer.port}`, zone],
          ),
        ]),
  ];
}
