import { dirname, resolve as resolvePath } from 'node:path';
import type { Raw } from './definition.ts';
import type { SettingName } from './definitions.ts';

/** The settings that name a file. */
const files: readonly SettingName[] = ['keyFile', 'identity', 'knownHosts'];

/** The values of an entry of the config file, in which a file is named from that file's folder; `~` is for ssh to read. */
export function withPathsFrom(config: string, values: Readonly<Record<string, Raw>>): Readonly<Record<string, Raw>> {
  const named = files.flatMap((name) => {
    const value = values[name];
    const relative = typeof value === 'string' && value.trim() !== '' && !value.startsWith('~');
    return relative ? [[name, resolvePath(dirname(config), value)]] : [];
  });
  return { ...values, ...Object.fromEntries(named) };
}
