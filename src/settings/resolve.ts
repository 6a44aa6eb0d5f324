import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Raw } from './definition.ts';
import { definitions, type SettingName, type SettingValues, settingNames } from './definitions.ts';

/** One place that settings come from. */
export interface Source {
  readonly kind: 'command line' | 'environment' | 'config file';
  /** Prefix of messages about the config file: the file and the path of the keys. */
  readonly where: string;
  readonly values: Readonly<Record<string, Raw | undefined>>;
}

export interface Resolved {
  readonly values: SettingValues;
  /** Where each value comes from, as the user would name it. */
  readonly origins: Readonly<Record<SettingName, string>>;
}

/** Each setting from the first source that has it, checked. Every wrong value is a failure of its own. */
export function resolve(sources: readonly Source[]): Result<Resolved, readonly Failure[]> {
  const values: Record<string, unknown> = {};
  const origins: Record<string, string> = {};
  const failures: Failure[] = [];
  for (const name of settingNames) {
    const found = firstWith(name, sources);
    const definition = definitions[name];
    const parsed = found === null ? ok(definition.fallback) : definition.parse(found.raw);
    origins[name] = found?.origin ?? 'default';
    if (parsed.ok) values[name] = parsed.value;
    else if (found !== null) failures.push(wrongValue(found, definition.secret === true, parsed.failure));
  }
  // Every name of the table has been given the value that its own parser or fallback made.
  return failures.length > 0
    ? fail(failures)
    : ok({ values: values as unknown as SettingValues, origins: origins as Record<SettingName, string> });
}

interface Found {
  readonly raw: Raw;
  readonly origin: string;
  readonly source: Source;
}

function firstWith(name: SettingName, sources: readonly Source[]): Found | null {
  for (const source of sources) {
    for (const key of keysOf(name, source.kind)) {
      const raw = source.values[key];
      // An empty variable counts as unset, as in the shell's own ${name:-…}.
      if (raw === undefined || (source.kind === 'environment' && raw === '')) continue;
      return { raw, origin: describe(name, key, source), source };
    }
  }
  return null;
}

function keysOf(name: SettingName, kind: Source['kind']): readonly string[] {
  return kind === 'environment' ? [environmentName(name), ...definitions[name].environment] : [name];
}

/** `DYNV6_MAX_AGE` for `maxAge`. */
function environmentName(name: SettingName): string {
  return `DYNV6_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function describe(name: SettingName, key: string, source: Source): string {
  if (source.kind === 'command line') return /--[a-z0-9-]+/.exec(definitions[name].flags)?.[0] ?? name;
  return source.kind === 'environment' ? key : `"${key}" in ${source.where}`;
}

function wrongValue({ raw, origin, source }: Found, secret: boolean, right: string): Failure {
  const text = typeof raw === 'string' ? JSON.stringify(raw.length > 60 ? `${raw.slice(0, 60)}…` : raw) : String(raw);
  return {
    code: source.kind === 'command line' ? 'usage' : 'config',
    message: `${origin}: ${secret || /\p{Cc}/u.test(String(raw)) ? 'the value' : text} is wrong`,
    advice: `It has to be ${right}`,
  };
}
