/** Exit code of each kind of failure (sysexits.h), by the code that `--json` shows. */
export const exitCodes = {
  usage: 64,
  'no-address': 66,
  'zone-unknown': 68,
  internal: 70,
  network: 75,
  timeout: 75,
  unavailable: 75,
  'rate-limited': 75,
  clock: 75,
  'unexpected-answer': 76,
  'token-rejected': 77,
  config: 78,
  'no-token': 78,
} as const;

export type FailureCode = keyof typeof exitCodes;

/** Something that a person can act upon. Nobody throws it; the reporter words it. */
export interface Failure {
  readonly code: FailureCode;
  /** What went wrong, with the file, host or value in it; one line, never a secret. The reporter puts the zone before it. */
  readonly message: string;
  /** What to do next; one line. */
  readonly advice?: string;
  /** Milliseconds for which the service asked not to be called again. */
  readonly retryAfter?: number;
  /** The library's error; shown only with `--verbose`. */
  readonly cause?: unknown;
}

/** The order in which failures need a person: the code of the first of these that is there is the run's. */
const bySeverity: readonly number[] = [78, 77, 68, 66, 76, 70, 75];

/** The exit code of a run with these failures; 0 without any, 64 where a word of the command line was wrong. */
export function exitCodeOf(failures: readonly Failure[]): number {
  const codes = new Set<number>(failures.map(({ code }) => exitCodes[code]));
  if (codes.has(exitCodes.usage)) return exitCodes.usage;
  return bySeverity.find((code) => codes.has(code)) ?? 0;
}
