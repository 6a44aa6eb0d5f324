import { dirname, join } from 'node:path';
import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import type { ConfigFile } from '../settings/config-file.ts';
import { configFiles } from '../settings/places.ts';
import type { Settings } from '../settings/settings.ts';
import type { Words } from '../settings/words.ts';
import type { SettingsWorld } from '../settings/world.ts';
import type { ServiceEffects } from './effects.ts';
import type { NamedFile, Owner, Scope, Service } from './service.ts';
import { type TokenSource, tokenSource } from './token-source.ts';
import { absolutePath, laterWords } from './words.ts';

/** The machine's side of a service. */
export interface Machinery {
  /** Node.js and the script, absolute. */
  readonly program: readonly [string, string];
  readonly user: Pick<Owner, 'name' | 'id'>;
}

export interface Wanted {
  readonly words: Words;
  readonly settings: Settings;
  readonly scope: Scope;
  readonly period: number | null;
}

export interface Described {
  readonly service: Service;
  /** What has to be written into the token file; null where it is there, or none is used. */
  readonly token: Secret | null;
  /** Why there is no token; a definition can be shown all the same. */
  readonly failure: Failure | null;
}

/** What an update honours here and a service will not see. */
export function unseenVariables({ environment }: SettingsWorld): readonly string[] {
  return honoured.filter((name) => (environment[name] ?? '') !== '');
}

const honoured: readonly string[] = [
  ...['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'],
  ...['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'SSH_AUTH_SOCK'],
];

/** What the service is to run, so that it finds everything by itself, from any folder and in an empty environment. */
export function describeService(
  { words, settings, scope, period }: Wanted,
  { program: [node, script], user }: Machinery,
  world: SettingsWorld,
  effects: Pick<ServiceEffects, 'exists' | 'mode'>,
): Result<Described, Failure> {
  const [first] = settings.zones;
  if (first === undefined) return fail({ code: 'config', message: 'no zone is named' });
  const later = laterWords(words, first.resolved.origins, world);
  if (!later.ok) return later;
  const seen = (path: string): NamedFile => ({ path, open: isOpen(path, effects) });
  const { config, cacheFolder } = settings;
  const service: Service = {
    scope,
    owner: ownerOf(user, world),
    program: [seen(node), seen(script)],
    words: later.value.words,
    files: later.value.files.map(({ option, path }) => ({ option, file: seen(path) })),
    config: config === null ? null : seen(config.path),
    configured: config === null ? [] : filesOf(config, 'read', world).map(seen),
    tokenFile: null,
    cacheFolder,
    writes: [...later.value.writes, ...(config === null ? [] : filesOf(config, 'written', world))],
    period,
    wrote: [],
  };
  const described = withToken(service, tokenSource(words, settings, world), usualTokenFile(scope, world), effects);
  if (!described.ok) return described;
  const broken = unspeakable(described.value.service);
  return broken === null ? described : fail(broken);
}

/** The token's file: the one that was named, else the usual one, which install writes or has written before. */
function withToken(
  service: Service,
  source: TokenSource,
  usual: string | null,
  { exists }: Pick<ServiceEffects, 'exists'>,
): Result<Described, Failure> {
  const at = (path: string | null): Service => ({
    ...service,
    tokenFile: path === null ? null : { path, open: false },
  });
  switch (source.is) {
    case 'settled':
      return ok({ service, token: null, failure: null });
    case 'file':
      return ok({ service: at(source.path), token: null, failure: null });
    case 'environment':
      return usual === null ? fail(homeless) : ok({ service: at(usual), token: source.token, failure: null });
    case 'missing': {
      const kept = usual !== null && source.failure.code === 'no-token' && exists(usual);
      return ok({ service: at(usual), token: null, failure: kept ? null : source.failure });
    }
  }
}

export function ownerOf(user: Machinery['user'], world: SettingsWorld): Owner {
  const own = ownConfigFile(world);
  return { ...user, homeFolder: world.homeFolder, settingsFolder: own === null ? null : dirname(own) };
}

/** Where install puts a token that came from the environment. */
function usualTokenFile(scope: Scope, world: SettingsWorld): string | null {
  // A task of Windows runs as its user, whatever the scope.
  const file = scope === 'user' || world.platform === 'win32' ? ownConfigFile(world) : configFiles(world).at(-1);
  return file == null ? null : join(dirname(file), 'token');
}

function ownConfigFile(world: SettingsWorld): string | null {
  const files = configFiles(world);
  return files.length > 1 || world.platform === 'win32' ? (files[0] ?? null) : null;
}

/** The files that a config file names, absolute; a relative one is meant from the config file's folder. */
function filesOf(config: ConfigFile, which: 'read' | 'written', { homeFolder }: SettingsWorld): readonly string[] {
  const keys = which === 'read' ? ['tokenFile', 'keyFile', 'identity', 'knownHosts'] : ['metrics'];
  const entries = [config.general, ...config.zones];
  const named = entries.flatMap(({ values }) => keys.flatMap((key) => values[key] ?? []));
  return [...new Set(named.map((path) => absolutePath(String(path), dirname(config.path), homeFolder)))];
}

/** Whether every user may read it, and it is in no folder that systemd hides: a home, or one for passing files. */
function isOpen(path: string, { mode }: Pick<ServiceEffects, 'mode'>): boolean {
  if (/^\/(home|root|run\/user|tmp|var\/tmp)\//.test(path)) return false;
  const file = mode(path);
  if (file === null || (file & 0o004) === 0) return false;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (((mode(folder) ?? 0) & 0o001) === 0) return false;
  }
  return true;
}

/** No language of these files has a way to write a line break within a word. */
function unspeakable({ program, words, files, config, tokenFile, cacheFolder }: Service): Failure | null {
  const paths = [...program, ...files.map(({ file }) => file), config, tokenFile].map((file) => file?.path ?? '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const broken = [...paths, ...words, cacheFolder ?? ''].find((word) => /[\u0000-\u001f\u007f]/.test(word));
  if (broken === undefined) return null;
  return {
    code: 'usage',
    message: `${JSON.stringify(broken)} holds a control character: no service can be told of it`,
  };
}

const homeless: Failure = {
  code: 'config',
  message: 'there is no place for the token: this user has no home folder',
  advice: 'Name a file that holds it with --token-file',
};
