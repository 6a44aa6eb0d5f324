import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Channel } from '../../../src/channels/channel.ts';
import { exitCodes, type Failure, type FailureCode } from '../../../src/failure.ts';
import { pauseBefore, withRetries } from '../../../src/pipeline/retry.ts';
import { fail, ok } from '../../../src/result.ts';
import { zoneNamed } from '../../support/zone.ts';

const update = {
  zone: zoneNamed('example.dynv6.net'),
  values: { ipv4: '198.41.0.4' },
  over: 'any',
  from: null,
} as const;
const accepted = ok({ outcome: 'updated', response: 'addresses updated' } as const);

/** A channel that gives these answers, one after another; and what was waited for between them. */
function rehearse(failures: readonly Failure[], retries: number) {
  const left = [...failures];
  const pauses: number[] = [];
  const channel: Channel = {
    async publish() {
      const failure = left.shift();
      return failure === undefined ? accepted : fail(failure);
    },
  };
  const sleep = async (milliseconds: number) => void pauses.push(milliseconds);
  return {
    pauses,
    answer: withRetries(channel, retries, { sleep, random: () => 1 }).publish(update, new AbortController().signal),
  };
}

const unavailable: Failure = { code: 'unavailable', message: '503' };

test('what may pass is tried again, after pauses that grow', async () => {
  const { answer, pauses } = rehearse([unavailable, unavailable, unavailable], 3);
  expect(await answer).toEqual(accepted);
  expect(pauses).toEqual([500, 1000, 2000]);
});

test('it is given up after as many retries as are asked for', async () => {
  const { answer, pauses } = rehearse([unavailable, unavailable, unavailable], 2);
  expect(await answer).toEqual(fail(unavailable));
  expect(pauses.length).toBe(2);
});

test('a service that says when to come back soon is waited for', async () => {
  const { answer, pauses } = rehearse([{ ...unavailable, retryAfter: 2000 }], 3);
  expect(await answer).toEqual(accepted);
  expect(pauses).toEqual([2000]);
});

test('a service that says to come back later is left alone', async () => {
  const { answer, pauses } = rehearse([{ code: 'rate-limited', message: '429', retryAfter: 3_600_000 }], 3);
  expect((await answer).ok).toBe(false);
  expect(pauses).toEqual([]);
});

test.for(Object.keys(exitCodes) as FailureCode[])('%s is tried again only where time may mend it', (code) => {
  const passing: readonly FailureCode[] = ['network', 'timeout', 'unavailable', 'rate-limited'];
  expect(pauseBefore({ code, message: '' }, 0, 0) !== null).toBe(passing.includes(code));
});

test('a pause is at least half of its step and never longer than it', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const step = Math.min(30_000, 500 * 2 ** attempt);
      const pause = pauseBefore(unavailable, attempt, random) ?? Number.NaN;
      expect(pause).toBeGreaterThanOrEqual(Math.floor(step / 2));
      expect(pause).toBeLessThanOrEqual(step);
    }),
  );
});
