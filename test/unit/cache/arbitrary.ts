import fc from 'fast-check';
import { exitCodes, type FailureCode } from '../../../src/failure.ts';
import type { Remembered } from '../../../src/remembered.ts';

const time = fc.nat({ max: 8_640_000_000_000_000 });
const word = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => text.trim() !== '');
const value = fc.record({ value: word, at: time });

/** Anything that a run may remember. */
export const anyRemembered: fc.Arbitrary<Remembered> = fc.record({
  accepted: fc.record({ ipv4: value, ipv6: value, ipv6prefix: value }, { requiredKeys: [] }),
  response: fc.option(fc.string({ unit: 'binary' })),
  changedAt: fc.option(time),
  refusal: fc.option(
    fc.record({
      code: fc.constantFrom(...codes()),
      message: word,
      tokenHash: word,
      at: time,
      until: time,
      times: fc.nat(),
    }),
  ),
});

function codes(): readonly FailureCode[] {
  return Object.keys(exitCodes).filter((code): code is FailureCode => Object.hasOwn(exitCodes, code));
}
