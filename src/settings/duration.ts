import { fail, ok, type Result } from '../result.ts';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const longest = 365 * 86_400_000;

/** `10s`, `500ms`, `5m`, `24h`, `7d`, or a number of seconds, in milliseconds. */
export function parseDuration(text: string): Result<number, string> {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?$/.exec(text.trim()) ?? [];
  const milliseconds = Math.round(Number(number) * (units[unit] ?? 1));
  if (number === undefined) return fail('a duration like 10s, 5m or 24h');
  return milliseconds > longest ? fail('a duration of at most 365d') : ok(milliseconds);
}
