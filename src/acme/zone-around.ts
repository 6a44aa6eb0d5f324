/** The longest of these zones that the name is, or lies below; null where there is none. Lower case, no final dot. */
export function zoneAround<Named extends { readonly zone: string }>(
  name: string,
  zones: readonly Named[],
): Named | null {
  const around = zones.filter(({ zone }) => name === zone || name.endsWith(`.${zone}`));
  return around.toSorted((one, other) => other.zone.length - one.zone.length)[0] ?? null;
}
