import { dirname } from 'node:path';
import type { Failure } from '../../../src/failure.ts';
import { fail, type Result } from '../../../src/result.ts';
import { type Described, describeService, type Machinery } from '../../../src/service/describe.ts';
import type { Scope } from '../../../src/service/service.ts';
import type { Raw } from '../../../src/settings/definition.ts';
import { readSettings } from '../../../src/settings/settings.ts';
import type { Words } from '../../../src/settings/words.ts';
import type { SettingsWorld } from '../../../src/settings/world.ts';

/** What is typed on a machine, and what is there. */
export interface Surroundings {
  readonly zone?: string | null;
  readonly device?: string;
  readonly options?: Readonly<Record<string, Raw>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Files by path: their text and, where it is not 0644, their mode. */
  readonly files?: Readonly<Record<string, string | readonly [text: string, mode: number]>>;
  readonly scope?: Scope;
  readonly period?: number | null;
  readonly platform?: string;
  readonly program?: Machinery['program'];
  readonly homeFolder?: string | null;
}

/** What is described of a service by a user who types in /work, on a machine that holds only these files. */
export function describe(surroundings: Surroundings): Result<Described, readonly Failure[]> {
  const { zone = 'example.dynv6.net', device = null, options = {}, environment = { token: 'T0ken' } } = surroundings;
  const { scope = 'system', period = null, platform = 'linux', homeFolder = '/root' } = surroundings;
  const program = surroundings.program ?? ['/opt/n/bin/node', '/opt/dynv6/bin/dynv6.js'];
  const files = { '/opt/n/bin/node': '', '/opt/dynv6/bin/dynv6.js': '', ...surroundings.files };
  const known = new Map(
    Object.entries(files).map(([path, file]) => [path, typeof file === 'string' ? ([file, 0o644] as const) : file]),
  );
  const folders = new Set([...known.keys()].flatMap(foldersAbove));
  const modeOf = (path: string) => known.get(path)?.[1] ?? (folders.has(path) ? 0o755 : null);
  const world: SettingsWorld = {
    platform,
    environment,
    homeFolder,
    currentFolder: '/work',
    files: {
      read(path) {
        const file = known.get(path);
        if (file === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
        return Buffer.from(file[0]);
      },
      mode: modeOf,
    },
  };
  const words: Words = { zone, device, options };
  const settings = readSettings(words, world);
  if (!settings.ok) return settings;
  const wanted = { words, settings: settings.value, scope, period };
  const effects = { exists: (path: string) => modeOf(path) !== null, mode: modeOf };
  const described = describeService(wanted, { program, user: { name: 'ann', id: 1000 } }, world, effects);
  return described.ok ? described : fail([described.failure]);
}

function foldersAbove(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}
