import { parseZone } from '../../../../src/settings/zone.ts';
import type { Update, Values, Zone } from '../../../../src/update.ts';

export function zoneOf(name: string): Zone {
  const parsed = parseZone(name);
  if (!parsed.ok) throw new Error(parsed.failure);
  return parsed.value.zone;
}

export function updateOf(values: Values, zone = 'example.dynv6.net'): Update {
  return { zone: zoneOf(zone), values, over: 'any', from: null };
}
