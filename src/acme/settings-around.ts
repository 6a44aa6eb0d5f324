import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { ConfigFile } from '../settings/config-file.ts';
import { findConfig } from '../settings/find-config.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import type { Words } from '../settings/words.ts';
import type { SettingsWorld } from '../settings/world.ts';
import { type NamedZone, parseZone } from '../settings/zone.ts';
import { zoneAround } from './zone-around.ts';

/** The settings for a name of a zone that need not be known yet. */
export interface SettingsAround {
  readonly settings: Settings;
  /** The zone that was named, or the nearest one around the name that the config file has. */
  readonly zone: NamedZone | null;
  /** Whether the user named the zone: then it is this one, whatever the service has. */
  readonly named: boolean;
}

/**
 * What the settings come to for a name. `named` is the zone that the user says the name is in; `DYNV6_ZONE` is one that
 * is known, like those of the config file: hooks of other programs cannot be given options.
 */
export function readSettingsAround(
  name: string,
  named: string | null,
  words: Words,
  world: SettingsWorld,
): Result<SettingsAround, readonly Failure[]> {
  const config = findConfig(words, world);
  if (!config.ok) return config;
  const known = named === null ? knownZones(config.value, world) : typedZone(name, named);
  if (!known.ok) return fail([known.failure]);
  const zone = zoneAround(name, known.value);
  // Until the zone is known the name stands for it: what is said for all zones is said for this one, too.
  const settings = readSettings({ ...words, zone: zone?.zone ?? name }, world);
  return settings.ok ? ok({ settings: settings.value, zone, named: named !== null }) : settings;
}

function typedZone(name: string, typed: string): Result<readonly NamedZone[], Failure> {
  const zone = parseZone(typed);
  if (!zone.ok) return fail({ code: 'usage', message: zone.failure });
  if (zoneAround(name, [zone.value]) !== null) return ok([zone.value]);
  return fail({ code: 'usage', message: `${name} lies outside the zone ${zone.value.label}` });
}

/** What is wrong with a zone of the config file is told when the settings are read. */
function knownZones(config: ConfigFile | null, { environment }: SettingsWorld): Result<readonly NamedZone[], Failure> {
  const configured = (config?.zones ?? []).map(({ zone }) => parseZone(zone));
  const variable = environment['DYNV6_ZONE'] ?? '';
  const given = variable === '' ? null : parseZone(variable);
  if (given !== null && !given.ok) return fail({ code: 'config', message: `DYNV6_ZONE: ${given.failure}` });
  return ok([...configured, ...(given === null ? [] : [given])].flatMap((zone) => (zone.ok ? [zone.value] : [])));
}
