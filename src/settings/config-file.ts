import type { Failure } from '../failure.ts';
import { isObject } from '../json-object.ts';
import { nearest } from '../nearest.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Raw } from './definition.ts';
import { settingNames } from './definitions.ts';
import { othersCanRead, readTextFile, type SettingsFiles } from './files.ts';

/** One `{ … }` of the config file, its keys checked, its values not yet. */
export interface ConfigEntry {
  readonly values: Readonly<Record<string, Raw>>;
  /** Where it stands, for messages: the file, and the path of its keys. */
  readonly source: string;
}

export interface ConfigFile {
  readonly path: string;
  readonly general: ConfigEntry;
  readonly zones: readonly (ConfigEntry & { readonly zone: string })[];
  readonly warnings: readonly string[];
}

const zoneKeys: readonly string[] = ['zone', 'token', 'tokenFile', ...settingNames];
const generalKeys: readonly string[] = ['$schema', 'zones', 'token', 'tokenFile', 'cacheDir', ...settingNames];

/** Null where there is no such file. */
export function readConfigFile(path: string, files: SettingsFiles): Result<ConfigFile | null, readonly Failure[]> {
  const text = readTextFile(files, path, 'the config file');
  if (!text.ok) return fail([text.failure]);
  if (text.value === null) return ok(null);
  const config = parseConfig(text.value, path);
  if (!config.ok) return config;
  const holdsToken = [config.value.general, ...config.value.zones].some(({ values }) => 'token' in values);
  const exposed = holdsToken && othersCanRead(files, path);
  return ok({
    ...config.value,
    warnings: exposed ? [`every user of this machine can read the token in ${path}: chmod 600 ${path}`] : [],
  });
}

/** The text of a config file, its keys checked. Every wrong key is a failure of its own. */
function parseConfig(text: string, path: string): Result<Omit<ConfigFile, 'warnings'>, readonly Failure[]> {
  const json = parseJson(text);
  if (!json.ok)
    return fail([
      {
        code: 'config',
        message: `${path}: ${json.failure}`,
        advice: 'JSON has no comments and no comma before a closing bracket',
      },
    ]);
  if (!isObject(json.value)) return fail([{ code: 'config', message: `${path}: the file has to hold one { … }` }]);

  const { zones = [], $schema: _, ...rest } = json.value;
  const general = readEntry(rest, path, generalKeys);
  if (!Array.isArray(zones)) return fail([{ code: 'config', message: `${path}: "zones" has to be a list: [ … ]` }]);
  const entries = zones.map((zone: unknown, index) => readZone(zone, `${path}: zones[${index}]`));

  const failures = [general, ...entries].flatMap((entry) => (entry.ok ? [] : entry.failure));
  if (failures.length > 0 || !general.ok) return fail(failures);
  return ok({ path, general: general.value, zones: entries.flatMap((entry) => (entry.ok ? [entry.value] : [])) });
}

function readZone(zone: unknown, source: string): Result<ConfigFile['zones'][number], readonly Failure[]> {
  if (typeof zone === 'string') return ok({ zone, source, values: {} });
  if (!isObject(zone)) return fail([{ code: 'config', message: `${source}: has to be a name or { "zone": … }` }]);
  const { zone: name, ...rest } = zone;
  const entry = readEntry(rest, source, zoneKeys);
  if (!entry.ok) return entry;
  return typeof name === 'string'
    ? ok({ ...entry.value, zone: name })
    : fail([{ code: 'config', message: `${source}: "zone" is missing, the name of the zone` }]);
}

function readEntry(
  object: Readonly<Record<string, unknown>>,
  source: string,
  keys: readonly string[],
): Result<ConfigEntry, readonly Failure[]> {
  const values: Record<string, Raw> = {};
  const failures: Failure[] = [];
  for (const [key, value] of Object.entries(object)) {
    if (!keys.includes(key)) failures.push(unknownKey(key, source, keys));
    else if (isRaw(value)) values[key] = value;
    else failures.push({ code: 'config', message: `${source}: "${key}" has to be text, a number or true or false` });
  }
  return failures.length > 0 ? fail(failures) : ok({ values, source });
}

function unknownKey(key: string, source: string, keys: readonly string[]): Failure {
  const elsewhere = generalKeys.includes(key)
    ? 'it belongs to the top level of the file'
    : zoneKeys.includes(key)
      ? 'it belongs into an entry of "zones"'
      : null;
  const near = nearest(key, keys);
  const advice = elsewhere ?? (near === null ? null : `did you mean "${near}"?`);
  const shown = key.length > 40 ? `${key.slice(0, 40)}…` : key;
  return { code: 'config', message: `${source}: unknown key "${shown}"${advice === null ? '' : `; ${advice}`}` };
}

/** The engine's own message quotes the text, and with it perhaps a token: only the place is taken from it. */
function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    const message = String(error);
    const [, position] = /position (\d+)/.exec(message) ?? (message.includes('end of JSON') ? ['', text.length] : []);
    if (position === undefined) return fail('it is no valid JSON');
    const lines = text.slice(0, Number(position)).split('\n');
    return fail(`it is no valid JSON at line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`);
  }
}

function isRaw(value: unknown): value is Raw {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
