import leven from 'leven';

/** The known word that may be meant by a mistyped one; null where none is near. */
export function nearestWord(typed: string, known: readonly string[]): string | null {
  const ranked = known
    .map((word) => ({ word, distance: leven(word.toLowerCase(), typed.toLowerCase()) }))
    .toSorted((one, other) => one.distance - other.distance);
  const [nearest] = ranked;
  return nearest !== undefined && nearest.distance <= Math.max(1, nearest.word.length / 3) ? nearest.word : null;
}
