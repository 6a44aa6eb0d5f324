import { zoneAround } from '../acme/zone-around.ts';
import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import { findConfig } from './find-config.ts';
import { readSettings, type Settings } from './settings.ts';
import type { Words } from './words.ts';
import type { SettingsWorld } from './world.ts';
import { type NamedZone, parseZone } from './zone.ts';

/** The settings for a name of a zone that need not be known yet. */
export interface SettingsAround {
  readonly settings: Settings;
  /** The zone that was named, or the nearest one around the name that the config file has. */
  readonly zone: NamedZone | null;
  /** Whether the user named the zone: then it is this one, whatever the service has. */
  readonly named: boolean;
}

/** What the settings come to for a name. `named` is the zone that the user says the name is in. */
export function readSettingsAround(
  name: string,
  named: string | null,
  words: Words,
  world: SettingsWorld,
): Result<SettingsAround, readonly Failure[]> {
  const config = findConfig(words, world);
  if (!config.ok) return config;
  const typed = named === null ? null : parseZone(named);
  if (typed !== null && !typed.ok) return fail([{ code: 'usage', message: typed.failure }]);
  const zones = typed === null ? (config.value?.zones ?? []).map(({ zone }) => parseZone(zone)) : [typed];
  const zone = zoneAround(
    name,
    zones.flatMap((parsed) => (parsed.ok ? [parsed.value] : [])),
  );
  if (zone === null && typed !== null) {
    return fail([{ code: 'usage', message: `${name} lies outside the zone ${typed.value.label}` }]);
  }
  // Until the zone is known the name stands for it: what is said for all zones is said for this one, too.
  const settings = readSettings({ ...words, zone: zone?.zone ?? name }, world);
  return settings.ok ? ok({ settings: settings.value, zone, named: typed !== null }) : settings;
}
