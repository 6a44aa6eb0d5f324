import { resolve as resolvePath } from 'node:path';
import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Raw } from '../settings/definition.ts';
import { definitions, type SettingName, settingNames } from '../settings/definitions.ts';
import type { Resolved } from '../settings/resolve.ts';
import { isSet, type Words } from '../settings/words.ts';
import type { SettingsWorld } from '../settings/world.ts';

/** What was asked for here and now, as words for a command that runs elsewhere and later. */
export interface LaterWords {
  readonly words: readonly string[];
  /** Options whose value is a file to be read, by its absolute path. */
  readonly files: readonly { readonly option: string; readonly path: string }[];
  /** Files to be written. Their options are among the words. */
  readonly writes: readonly string[];
}

/** Settings whose file is written. */
const written: readonly SettingName[] = ['metrics'];

/**
 * The settings of the command line and of the environment, which a service does not see; those of the config file it
 * finds by itself. Fails for what must not stand in a definition that every user can read.
 */
export function laterWords(
  words: Words,
  origins: Resolved['origins'],
  { environment, currentFolder, homeFolder }: SettingsWorld,
): Result<LaterWords, Failure> {
  const given = settingNames.flatMap((name) => {
    const value = givenValue(name, words, origins, environment);
    return value === undefined ? [] : [{ name, value, option: optionOf(name) }];
  });
  const secret = given.find(({ name }) => 'secret' in definitions[name]);
  if (secret !== undefined) return fail(secretIn(secret.option, secret.name));

  const absolute = given.map((one) =>
    takesFile(one.name) ? { ...one, value: absolutePath(String(one.value), currentFolder, homeFolder) } : one,
  );
  const isRead = ({ name }: (typeof given)[number]) => takesFile(name) && !written.includes(name);
  return ok({
    words: [
      ...[words.zone, words.device].filter((word) => word !== null),
      ...(['4', '6'] as const).filter((digit) => isSet(words, digit)).map((digit) => `-${digit}`),
      ...absolute.filter((one) => !isRead(one)).flatMap(({ option, name, value }) => spoken(option, name, value)),
    ],
    files: absolute.filter(isRead).map(({ option, value }) => ({ option, path: String(value) })),
    writes: absolute.filter(({ name }) => written.includes(name)).map(({ value }) => String(value)),
  });
}

/** A value that did not come from the config file. An interface that is the second word need not be named again. */
function givenValue(
  name: SettingName,
  { device, options }: Words,
  origins: Resolved['origins'],
  environment: SettingsWorld['environment'],
): Raw | undefined {
  const origin = origins[name];
  if (origin.startsWith('--')) return name === 'interface' && device !== null ? undefined : options[name];
  return environment[origin];
}

/** `~` is what ssh makes of it: the home of whoever runs it, which a service's user may not have. */
export function absolutePath(path: string, folder: string, homeFolder: string | null): string {
  const inHome = homeFolder !== null && /^~(\/|$)/.test(path);
  return inHome ? resolvePath(homeFolder, path.slice(2)) : resolvePath(folder, path);
}

function optionOf(name: SettingName): string {
  return /--[a-z0-9-]+/.exec(definitions[name].flags)?.[0] ?? '';
}

function takesFile(name: SettingName): boolean {
  return /<(file|folder)>/.test(definitions[name].flags);
}

function spoken(option: string, name: SettingName, value: Raw): readonly string[] {
  if (definitions[name].flags.includes('<')) return [option, String(value)];
  const on = definitions[name].parse(value);
  return on.ok && on.value === true ? [option] : [];
}

function secretIn(option: string, name: string): Failure {
  return {
    code: 'usage',
    message: `${option}: every user of this machine could read it in the definition of the service`,
    advice: `Put it into the config file instead: "${name}"`,
  };
}
