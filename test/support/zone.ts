import { parseZone } from '../../src/settings/zone.ts';
import type { Zone } from '../../src/update.ts';

/** A zone that the test knows to be well named. */
export function zoneNamed(name: string): Zone {
  const parsed = parseZone(name);
  if (!parsed.ok) throw new Error(parsed.failure);
  return parsed.value.zone;
}
