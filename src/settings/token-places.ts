import { dirname, resolve as resolvePath } from 'node:path';
import { Secret } from '../secret.ts';
import type { ConfigEntry, ConfigFile } from './config-file.ts';
import type { Surroundings } from './places.ts';
import type { TokenPlace } from './token.ts';
import { type Words, wordOf } from './words.ts';
import type { SettingsWorld } from './world.ts';

/** Where a token may stand, the nearest first. */
export function tokenPlaces(
  words: Words,
  entry: ConfigEntry | null,
  config: ConfigFile | null,
  { environment, currentFolder }: SettingsWorld,
): readonly TokenPlace[] {
  const file = (name: string, path: string | null | undefined, folder = currentFolder, mayBeMissing = false) =>
    path == null || path === '' ? [] : [{ kind: 'file' as const, name, path: resolvePath(folder, path), mayBeMissing }];
  const text = (name: string, value: unknown) =>
    value === undefined || value === '' ? [] : [{ kind: 'text' as const, name, text: String(value) }];
  const credentials = environment['CREDENTIALS_DIRECTORY'];
  const configured = [entry, config?.general ?? null].flatMap((part) => [
    ...text(`"token" in ${part?.source}`, part?.values['token']),
    ...file(`"tokenFile" in ${part?.source}`, stringOf(part?.values['tokenFile']), dirname(config?.path ?? '')),
  ]);
  return [
    ...file('--token-file', wordOf(words, 'tokenFile')),
    ...text('DYNV6_TOKEN', environment['DYNV6_TOKEN']),
    ...text('token', environment['token']),
    ...file('DYNV6_TOKEN_FILE', environment['DYNV6_TOKEN_FILE']),
    ...file('CREDENTIALS_DIRECTORY', credentials && `${credentials}/dynv6-token`, currentFolder, true),
    ...configured,
  ];
}

function stringOf(value: unknown): string | null {
  return value === undefined ? null : String(value);
}

/** Every token that stands in the environment or the config file, used or not: none of them may be printed. */
export function secretsOf(environment: Surroundings['environment'], config: ConfigFile | null): readonly Secret[] {
  const configured = [config?.general, ...(config?.zones ?? [])].map((entry) => entry?.values['token']);
  return [environment['token'], environment['DYNV6_TOKEN'], ...configured]
    .filter((text) => typeof text === 'string' || typeof text === 'number')
    .map((text) => new Secret(String(text).trim()));
}
