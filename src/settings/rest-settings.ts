import type { Failure } from '../failure.ts';
import type { Wishes } from '../job.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import { askedZones } from './asked-zones.ts';
import type { ConfigFile } from './config-file.ts';
import { findConfig } from './find-config.ts';
import { type Resolved, resolve } from './resolve.ts';
import { chooseWay, sourcesOf } from './settings.ts';
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
  const chosen = chooseWay(typed, entry, config.value, world);
  if (!chosen.ok) return chosen;
  if (!chosen.value.way.ok) return fail([chosen.value.way.failure]);
  const { values } = chosen.value.resolved;
  const { way, warnings } = chosen.value.way.value;
  if (!('token' in way)) return fail([{ code: 'internal', message: 'REST without a token' }]);
  return ok({
    zone: named,
    way,
    wishes: chosen.value.wishes,
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
