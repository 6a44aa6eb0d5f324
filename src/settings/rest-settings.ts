import type { Failure } from '../failure.ts';
import type { Wishes } from '../job.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import { askedZones } from './asked-zones.ts';
import type { ConfigFile } from './config-file.ts';
import { findConfig } from './find-config.ts';
import { type Resolved, resolve } from './resolve.ts';
import { sourcesOf } from './settings.ts';
import { findToken } from './token.ts';
import { tokenPlaces } from './token-places.ts';
import { serverOf, wayOf } from './way.ts';
import { wishesOf } from './wishes.ts';
import type { Words } from './words.ts';
import type { SettingsWorld } from './world.ts';
import type { NamedZone } from './zone.ts';

/** What the REST API is asked with, for a zone or for all of an account. */
export interface RestSettings {
  /** Null where none is named: a config file's zones do not count. */
  readonly zone: NamedZone | null;
  readonly way: { readonly server: URL; readonly token: Secret };
  readonly wishes: Wishes;
  /** Milliseconds for one request. */
  readonly timeout: number;
  readonly retries: number;
  readonly config: ConfigFile | null;
  readonly warnings: readonly string[];
}

/** What the settings come to where there is no other way than REST, whichever way updates take. */
export function readRestSettings(words: Words, world: SettingsWorld): Result<RestSettings, readonly Failure[]> {
  const { via = 'rest' } = words.options;
  if (via !== 'rest')
    return fail([{ code: 'usage', message: `only REST can do this, not ${via}`, advice: 'Leave --via out' }]);
  const config = findConfig(words, world);
  if (!config.ok) return config;
  const asked = words.zone === null ? ok([]) : askedZones(words, config.value, world);
  if (!asked.ok) return asked;
  const [{ named, entry } = { named: null, entry: null }] = asked.value;

  const usual = resolve(sourcesOf(words, entry, config.value, world));
  if (!usual.ok) return usual;
  const typed: Words = { ...words, options: { ...words.options, via, ...otherServer(usual.value) } };
  const resolved = resolve(sourcesOf(typed, entry, config.value, world));
  if (!resolved.ok) return resolved;
  const { values } = resolved.value;
  const wishes = wishesOf(values, typed);
  if (!wishes.ok) return fail([wishes.failure]);
  const server = serverOf(resolved.value);
  if (!server.ok) return fail([server.failure]);
  const chosen = wayOf(values, server.value, () =>
    findToken(tokenPlaces(typed, entry, config.value, world), world.files),
  );
  if (!chosen.ok) return fail([chosen.failure]);
  const { way, warnings } = chosen.value;
  if (!('token' in way)) return fail([{ code: 'internal', message: 'REST without a token' }]);
  return ok({
    zone: named,
    way,
    wishes: wishes.value,
    timeout: values.timeout,
    retries: values.retries,
    config: config.value,
    warnings: [...new Set([...(config.value?.warnings ?? []), ...warnings])],
  });
}

/** A name server or an SSH server, as updates use it, speaks no REST. */
function otherServer({ values, origins }: Resolved): { readonly server?: string } {
  const speaksHttp = values.via !== 'dns' && values.via !== 'ssh';
  return speaksHttp || origins.server === '--server' ? {} : { server: 'https://dynv6.com' };
}
