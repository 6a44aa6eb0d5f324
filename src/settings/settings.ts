import type { Failure } from '../failure.ts';
import type { Wishes, ZoneJob } from '../job.ts';
import { fail, ok, type Result } from '../result.ts';
import type { ChannelName } from '../update.ts';
import { askedZones } from './asked-zones.ts';
import type { ConfigEntry, ConfigFile } from './config-file.ts';
import { withPathsFrom } from './config-paths.ts';
import { chosenCacheFolder, findConfig } from './find-config.ts';
import { type Resolved, resolve, type Source } from './resolve.ts';
import { findToken } from './token.ts';
import { tokenPlaces } from './token-places.ts';
import { type ChosenWay, serverOf, wayOf } from './way.ts';
import { wishesOf } from './wishes.ts';
import { isSet, type Words } from './words.ts';
import type { SettingsWorld } from './world.ts';
import type { NamedZone } from './zone.ts';

/** A zone that is to be updated, or why that cannot even be tried. */
export type ZoneEntry = NamedZone & {
  readonly channel: ChannelName;
  readonly resolved: Resolved;
  readonly job: Result<ZoneJob, Failure>;
};

/** Everything that a run needs to know, checked once. */
export interface Settings {
  readonly zones: readonly ZoneEntry[];
  readonly cacheFolder: string | null;
  readonly config: ConfigFile | null;
  readonly warnings: readonly string[];
}

/** What the command line, the environment and the config file come to. Each wrong value is a failure of its own. */
export function readSettings(words: Words, world: SettingsWorld): Result<Settings, readonly Failure[]> {
  const config = findConfig(words, world);
  if (!config.ok) return config;
  const twice = namedTwice(words);
  if (twice !== null) return fail([twice]);
  const asked = askedZones(words, config.value, world);
  if (!asked.ok) return asked;

  let general: ReturnType<typeof zoneSettings> | null = null;
  const settingsOf = (entry: ConfigEntry | null) => {
    if (entry !== null && Object.keys(entry.values).length > 0) return zoneSettings(entry, words, config.value, world);
    // Read once: hundreds of zones may say nothing of their own.
    general ??= zoneSettings(null, words, config.value, world);
    return general;
  };
  const entries = asked.value.map(({ named, entry }) => {
    const settings = settingsOf(entry);
    return settings.ok ? ok(zoneEntry(named, settings.value)) : settings;
  });
  const failures = entries.flatMap((entry) => (entry.ok ? [] : entry.failure));
  if (failures.length > 0) return fail(distinct(failures));
  const zones = entries.flatMap((entry) => (entry.ok ? [entry.value] : []));
  return ok({
    zones,
    cacheFolder: chosenCacheFolder(words, config.value, world),
    config: config.value,
    warnings: [...new Set([...(config.value?.warnings ?? []), ...zones.flatMap(({ warnings }) => warnings)])],
  });
}

/** What is set for a zone, whatever its name. */
interface ZoneSettings extends Pick<ZoneEntry, 'channel' | 'resolved'> {
  readonly job: Result<Omit<ZoneJob, keyof NamedZone>, Failure>;
  readonly warnings: readonly string[];
}

function zoneSettings(
  entry: ConfigEntry | null,
  words: Words,
  config: ConfigFile | null,
  world: SettingsWorld,
): Result<ZoneSettings, readonly Failure[]> {
  const chosen = chooseWay(words, entry, config, world);
  if (!chosen.ok) return chosen;
  const { resolved, wishes, way } = chosen.value;
  const { values } = resolved;
  const job: ZoneSettings['job'] = way.ok
    ? ok({
        way: way.value.way,
        wishes,
        selection: { interface: values.interface, temporary: values.temporary, prefixLength: values.prefixLength },
        sending: { force: isSet(words, 'force'), maxAge: values.maxAge },
        dryRun: isSet(words, 'dryRun'),
        timeout: values.timeout,
        retries: values.retries,
      })
    : way;
  const warnings = way.ok ? way.value.warnings : [];
  return ok({ channel: values.via, resolved, job, warnings });
}

/** What the settings come to, checked, and the way into the service; a way that lacks something is a failure by itself. */
export function chooseWay(
  words: Words,
  entry: ConfigEntry | null,
  config: ConfigFile | null,
  world: SettingsWorld,
): Result<Chosen, readonly Failure[]> {
  const resolved = resolve(sourcesOf(words, entry, config, world));
  if (!resolved.ok) return resolved;
  const wishes = wishesOf(resolved.value.values, words);
  if (!wishes.ok) return fail([wishes.failure]);
  const server = serverOf(resolved.value);
  if (!server.ok) return fail([server.failure]);
  const places = () => findToken(tokenPlaces(words, entry, config, world), world.files);
  const way = wayOf(resolved.value.values, server.value, places);
  return ok({ resolved: resolved.value, wishes: wishes.value, way });
}

interface Chosen {
  readonly resolved: Resolved;
  readonly wishes: Wishes;
  readonly way: Result<ChosenWay, Failure>;
}

function zoneEntry(named: NamedZone, settings: ZoneSettings): ZoneEntry & Pick<ZoneSettings, 'warnings'> {
  return { ...settings, ...named, job: settings.job.ok ? ok({ ...settings.job.value, ...named }) : settings.job };
}

export function sourcesOf(
  words: Words,
  entry: ConfigEntry | null,
  config: ConfigFile | null,
  { environment }: SettingsWorld,
): readonly Source[] {
  const device = words.device === null ? {} : { interface: words.device };
  return [
    { kind: 'command line', where: '', values: { ...words.options, ...device } },
    { kind: 'environment', where: '', values: environment },
    ...[entry, config?.general ?? null].flatMap((part): readonly Source[] =>
      part === null || config === null
        ? []
        : [{ kind: 'config file', where: part.source, values: withPathsFrom(config.path, part.values) }],
    ),
  ];
}

function namedTwice({ device, options }: Words): Failure | null {
  const { interface: option } = options;
  if (device === null || option === undefined || option === device) return null;
  return {
    code: 'usage',
    message: `two interfaces are named: ${device} and ${option}`,
    advice: 'Leave one of them out',
  };
}

function distinct(failures: readonly Failure[]): readonly Failure[] {
  return failures.filter(({ message }, index) => failures.findIndex((other) => other.message === message) === index);
}
