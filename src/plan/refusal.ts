import type { Failure, FailureCode } from '../failure.ts';
import type { Remembered } from '../remembered.ts';

export type Refusal = NonNullable<Remembered['refusal']>;

const minute = 60_000;
const hour = 60 * minute;

/** How long a refusal stands, in milliseconds, when it came for the `times`-th time in a row; null: it is not remembered. */
const standing: Partial<Record<FailureCode, (times: number, retryAfter: number | undefined) => number>> = {
  'token-rejected': () => hour,
  'zone-unknown': () => hour,
  'rate-limited': (times, retryAfter) => Math.min(hour, retryAfter ?? growing(times)),
  unavailable: (times, retryAfter) => Math.min(hour, retryAfter ?? growing(times)),
};

/** One failure may be a passing one; from the second in a row on: 2, 4, 8, … minutes, an hour at most. */
function growing(times: number): number {
  return times < 2 ? 0 : Math.min(hour, minute * 2 ** (times - 1));
}

/** Whether later runs have to know of the failure. */
export function isRemembered({ code }: Failure): boolean {
  return code in standing;
}

/** What to remember of a failure so that it is not run into again at once; null where nothing holds the next run back. */
export function refusalOf(failure: Failure, before: Refusal | null, tokenHash: string, now: number): Refusal | null {
  const times = before?.code === failure.code && before.tokenHash === tokenHash ? before.times + 1 : 1;
  const stands = standing[failure.code]?.(times, failure.retryAfter);
  if (stands === undefined) return null;
  return { code: failure.code, message: failure.message, tokenHash, at: now, until: now + stands, times };
}

/** The failure that a remembered refusal means for this run; null where it holds nothing back. */
export function heldBack(refusal: Refusal | null, tokenHash: string, now: number): Failure | null {
  if (refusal === null || refusal.tokenHash !== tokenHash) return null;
  // A refusal from the future was written before the clock was set back.
  if (now < refusal.at || now >= refusal.until) return null;
  return {
    code: refusal.code,
    message: `${refusal.message}; not asked again before ${clock(refusal.until)}`,
    advice: '--force asks now',
    retryAfter: refusal.until - now,
  };
}

function clock(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
