import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeClock, readClock } from '../../../src/check/clock.ts';

const now = Date.UTC(2026, 10, 24, 17);

test.for([
  { date: 'Tue, 24 Nov 2026 17:00:00 GMT', ahead: 0 },
  { date: ' Tue, 24 Nov 2026 16:00:00 GMT ', ahead: 3_600_000 },
  { date: 'Tuesday, 24-Nov-26 18:00:00 GMT', ahead: -3_600_000 },
  { date: 'Tue Nov 24 17:00:30 2026', ahead: -30_000 },
])('a date may have each of the three forms: $date', ({ date, ahead }) => {
  expect(readClock(date, 'dynv6.com', now)).toEqual({ host: 'dynv6.com', ahead });
});

test.for([null, '', 'yesterday', '1795539600', '-5', '2026-11-24T17:00:00Z'])('%j shows no clock', (date) => {
  expect(readClock(date, 'dynv6.com', now)).toBeNull();
});

test('any clock is read to the second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 0, max: 4e12 }), (theirs, ours) => {
      const reading = readClock(new Date(theirs).toUTCString(), 'dynv6.com', ours);
      expect(reading?.ahead).toBe(ours - Math.floor(theirs / 1000) * 1000);
    }),
  );
});

test.for([
  { ahead: 900, state: 'ok', says: 'agrees with that of dynv6.com' },
  { ahead: -4000, state: 'ok', says: 'agrees with that of dynv6.com' },
  { ahead: 90_000, state: 'ok', says: '90 s ahead of that of dynv6.com, which does no harm' },
  { ahead: -299_000, state: 'ok', says: '299 s behind that of dynv6.com, which does no harm' },
  { ahead: 300_000, state: 'failed', says: "this machine's clock is 5 min ahead of that of dynv6.com" },
  { ahead: -7_200_000, state: 'failed', says: "this machine's clock is 2 h behind that of dynv6.com" },
])('$ahead ms: $state', ({ ahead, state, says }) => {
  const finding = judgeClock({ host: 'dynv6.com', ahead });
  const message = finding.state === 'ok' ? finding.message : finding.failure.message;
  expect({ subject: finding.subject, state: finding.state, message }).toEqual({
    subject: 'clock',
    state,
    message: says,
  });
});
