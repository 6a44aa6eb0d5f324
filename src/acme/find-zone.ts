import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { NamedZone } from '../settings/zone.ts';
import type { SettingsAround } from './settings-around.ts';
import { zoneAround } from './zone-around.ts';

/**
 * The zone that holds the name: the one that was named, otherwise the longest of those in the config file and those
 * that the service lists. A zone between the name and one of the config file would answer in its place.
 */
export async function findZone(
  name: string,
  { zone, named }: Pick<SettingsAround, 'zone' | 'named'>,
  listZones: () => Promise<Result<readonly NamedZone[], Failure>>,
): Promise<Result<NamedZone, Failure>> {
  if (named && zone !== null) return ok(zone);
  const listed = await listZones();
  if (!listed.ok) return listed;
  const around = zoneAround(name, zone === null ? listed.value : [zone, ...listed.value]);
  if (around !== null) return ok(around);
  if (listed.value.length === 0) {
    return fail({
      code: 'config',
      message: `the zone of ${name} is not known`,
      advice: 'Name it with --zone, or in the config file',
    });
  }
  return fail({
    code: 'zone-unknown',
    message: `none of your zones holds ${name}`,
    advice: 'Check its spelling at dynv6.com/zones',
  });
}
