import { parseHttpDate } from '../channels/http-status.ts';
import { bad, type Finding, good } from '../finding.ts';
import { describeSpan } from '../report/words.ts';

/** What another machine's clock showed. */
export interface ClockReading {
  readonly host: string;
  /** Milliseconds by which this machine's clock is ahead of it; behind it where negative. */
  readonly ahead: number;
}

/** A `Date` header (RFC 9110, section 6.6.1), read at `now`; null where there is none that can be read. */
export function readClock(date: string | null, host: string, now: number): ClockReading | null {
  const theirs = date === null ? Number.NaN : parseHttpDate(date.trim());
  return Number.isNaN(theirs) ? null : { host, ahead: now - theirs };
}

/** From here on a signed update is refused (RFC 8945, section 10), and certificates begin to look invalid. */
const tolerable = 5 * 60_000;

export function judgeClock({ host, ahead }: ClockReading): Finding {
  const apart = Math.abs(ahead);
  const which = `${ahead > 0 ? 'ahead of' : 'behind'} that of ${host}`;
  // The header has whole seconds, and the answer was on its way for a moment.
  if (apart < 5000) return good('clock', `agrees with that of ${host}`);
  if (apart < tolerable) return good('clock', `${Math.round(apart / 1000)} s ${which}, which does no harm`);
  return bad('clock', {
    code: 'clock',
    message: `this machine's clock is ${describeSpan(apart)} ${which}`,
    advice: 'Set the clock; NTP keeps it right',
  });
}
