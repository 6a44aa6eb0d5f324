import type { Double } from '../../double/double.ts';

/** What the double was asked to change, as it came: `PATCH /zones/1000001 {…}`. */
export function changes({ log }: Double): readonly string[] {
  return log
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body }) => `${method} ${path.replace('/api/v2', '')} ${body}`.trim());
}

/** What the zone's records say: `www A 198.41.0.4`. */
export function heldRecords({ records }: Double, zone: string): readonly string[] {
  return (records.get(zone) ?? []).map(({ name, type, data }) => `${name || '@'} ${type} ${data}`);
}
