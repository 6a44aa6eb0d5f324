import type { Colours } from './colours.ts';
import { jsonDocument } from './json.ts';
import { formatTable } from './table.ts';
import { oneLine } from './words.ts';

/** A zone as the REST API shows it. */
export interface ShownZone {
  readonly name: string;
  readonly ipv4address: string;
  readonly ipv6prefix: string;
  readonly id: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function zonesTable(zones: readonly ShownZone[], colours: Colours): string {
  if (zones.length === 0) return 'No zones.\n';
  const rows = zones.map(({ name, ipv4address, ipv6prefix, updatedAt }) =>
    [name, ipv4address, ipv6prefix, updatedAt].map(oneLine),
  );
  return formatTable(['zone', 'IPv4', 'IPv6', 'updated'], rows, colours);
}

/** One zone, a line for each of its values. */
export function zoneTable(zone: ShownZone, colours: Colours): string {
  const rows = [
    ['  IPv4', zone.ipv4address],
    ['  IPv6', zone.ipv6prefix],
    ['  created', zone.createdAt],
    ['  updated', zone.updatedAt],
    ['  id', String(zone.id)],
  ].flatMap(([name = '', value = '']) => (value === '' ? [] : [`${name.padEnd(9)}  ${oneLine(value)}\n`]));
  return `${colours.strong(oneLine(zone.name))}\n${rows.join('')}`;
}

export function zonesDocument(zones: readonly ShownZone[]): string {
  return jsonDocument({ zones: zones.map(zoneObject) });
}

/** What became of one zone. */
export function zoneDocument(result: 'shown' | 'added' | 'deleted' | 'planned' | 'declined', zone: object): string {
  return jsonDocument({ result, zone });
}

function zoneObject({ name, ipv4address, ipv6prefix, id, createdAt, updatedAt }: ShownZone): ShownZone {
  return { name, ipv4address, ipv6prefix, id, createdAt, updatedAt };
}
