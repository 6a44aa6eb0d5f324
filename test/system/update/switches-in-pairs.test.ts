import { expect } from 'vitest';
import { updateApiAlternatives } from '../../double/update-api-switches.ts';
import { test } from '../../support/fixtures.ts';
import { inPairs, pairsOf } from '../../support/pairwise.ts';
import { worksWith } from './all-switches.ts';

const rows = inPairs(updateApiAlternatives);

test('every two values of two switches stand together in a row', () => {
  const missing = pairsOf(updateApiAlternatives).filter(
    (pair) => !rows.some((row) => pair.every(([name, value]) => row[name] === value)),
  );
  expect(missing).toEqual([]);
});

test.for(rows.map((row) => [JSON.stringify(row), row] as const))(
  'an update works where %s',
  async ([, row], { certificates, openDouble, home }) => {
    await worksWith(row, { certificates, openDouble, home });
  },
);
