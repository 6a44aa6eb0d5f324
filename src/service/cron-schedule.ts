import { fail, ok, type Result } from '../result.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * The five fields of a crontab line (crontab(5)) that come up every so many milliseconds; fails with what would be
 * right. The moment within the period is told by `seed`, so that not all the world's clients come at the full hour.
 */
export function cronSchedule(period: number, seed: string): Result<string, string> {
  const minutes = period / minute;
  const hours = period / hour;
  if (Number.isInteger(minutes) && minutes >= 1 && minutes < 60 && 60 % minutes === 0) {
    return ok(minutes === 1 ? '* * * * *' : `${spread(seed, minutes)}-59/${minutes} * * * *`);
  }
  const at = spread(seed, 60);
  if (Number.isInteger(hours) && hours >= 1 && hours < 24 && 24 % hours === 0) {
    return ok(hours === 1 ? `${at} * * * *` : `${at} ${spread(`${seed} hour`, hours)}-23/${hours} * * *`);
  }
  if (period === day) return ok(`${at} ${spread(`${seed} hour`, 24)} * * *`);
  return fail('a number of minutes that divides an hour (5m), of hours that divides a day (2h), or 24h');
}

/** A number below `limit` that is the same for the same text (FNV-1a). */
function spread(text: string, limit: number): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % limit;
}
