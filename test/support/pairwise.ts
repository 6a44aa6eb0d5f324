/** Switches by name, each with the values that it may have. */
type Alternatives = Readonly<Record<string, readonly unknown[]>>;

export type Row = Readonly<Record<string, unknown>>;

/** Every value alone, the other switches as they are: the first of each is the default. */
export function eachAlone(alternatives: Alternatives): readonly Row[] {
  return Object.entries(alternatives).flatMap(([name, values]) => values.slice(1).map((value) => ({ [name]: value })));
}

/**
 * Rows in which every two values of any two switches stand together at least once: far fewer than all combinations,
 * for one row holds many pairs. Greedy, and the same each time.
 */
export function inPairs(alternatives: Alternatives): readonly Row[] {
  const pairs = pairsOf(alternatives);
  const uncovered = new Set(pairs.map(keyOf));
  const rows: Row[] = [];
  for (const pair of pairs) {
    if (!uncovered.has(keyOf(pair))) continue;
    const row = completed(new Map(pair), alternatives, uncovered);
    for (const covered of pairsWithin(row)) uncovered.delete(keyOf(covered));
    rows.push(Object.fromEntries(row));
  }
  return rows;
}

type Setting = readonly [name: string, value: unknown];
type Pair = readonly [Setting, Setting];

export function pairsOf(alternatives: Alternatives): readonly Pair[] {
  const names = Object.keys(alternatives);
  return names.flatMap((one, index) =>
    names.slice(index + 1).flatMap((other) =>
      (alternatives[one] ?? []).flatMap((first) =>
        (alternatives[other] ?? []).map(
          (second): Pair => [
            [one, first],
            [other, second],
          ],
        ),
      ),
    ),
  );
}

/** Gives each other switch the value that covers the most pairs with those that are set. */
function completed(
  row: Map<string, unknown>,
  alternatives: Alternatives,
  uncovered: ReadonlySet<string>,
): ReadonlyMap<string, unknown> {
  for (const [name, values] of Object.entries(alternatives)) {
    if (row.has(name)) continue;
    const gain = (value: unknown) =>
      [...row].filter((setting) => uncovered.has(keyOf([setting, [name, value]]))).length;
    const gains = values.map(gain);
    row.set(name, values[gains.indexOf(Math.max(...gains))]);
  }
  return row;
}

function pairsWithin(row: ReadonlyMap<string, unknown>): readonly Pair[] {
  const settings = [...row];
  return settings.flatMap((one, index) => settings.slice(index + 1).map((other): Pair => [one, other]));
}

/** The same for a pair and its reverse. */
function keyOf(pair: Pair): string {
  return pair
    .map((setting) => JSON.stringify(setting))
    .sort()
    .join();
}
