import { expect, test } from 'vitest';
import { openPace } from '../../../src/watch/pace.ts';

test.for<{ is: string; took: readonly number[]; rest: number }>([
  { is: 'quick ones', took: [0.2, 0.2], rest: 750 },
  { is: 'slow ones', took: [2, 2], rest: 1000 },
  { is: 'one that was interrupted', took: [0.2, 300], rest: 750 },
  { is: 'one after one that was interrupted', took: [300, 0.2], rest: 750 },
  { is: 'hopeless ones', took: [100, 100], rest: 2000 },
])('after glances that took $took ms there is rest for $rest ms: $is', ({ took, rest }) => {
  const pace = openPace();
  expect(took.map((milliseconds) => pace(milliseconds)).at(-1)).toBe(rest);
});
