import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readers } from './readers.ts';

/** Milliseconds for all readers together: a minute for `npm run fuzz`, a glance for `npm test`. */
const time = process.env['MODE'] === 'fuzz' ? 60_000 : 3000;

test.for(readers)('no text makes the reader of $name throw', ({ truths, read }) => {
  for (const truth of truths) expect(() => read(truth)).not.toThrow();
  // What fails is told with the seed and the path that lead to it again.
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.oneof(...truths.map(damaged))), (text) => {
      read(text);
    }),
    { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: time / readers.length },
  );
});

/** The text with a few of its pieces cut out, doubled or replaced. */
function damaged(text: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: text.length });
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('', '\0', '\n', '\\', '"', '[', '{', '-1', '1e999', 'null', '%', '::', '\uFEFF', '\ud800'),
    fc.tuple(place, place).map(([from, to]) => text.slice(from, to)),
  );
  return fc
    .array(fc.tuple(place, fc.nat({ max: 12 }), piece), { minLength: 1, maxLength: 4 })
    .map((wounds) => wounds.reduce((hurt, [at, length, by]) => hurt.slice(0, at) + by + hurt.slice(at + length), text));
}
