import type { Run } from '../../support/run-command.ts';

interface Said {
  readonly state: 'ok' | 'missing' | 'failed';
  readonly message: string;
  readonly error: { readonly code: string; readonly exitCode: number } | null;
}

/** What `check --json` promises. */
export interface CheckReport {
  readonly version: 1;
  readonly checks: readonly (Said & { readonly check: string })[];
  readonly zones: readonly {
    readonly zone: string;
    readonly channel: string;
    readonly works: boolean;
    readonly checks: readonly (Said & { readonly check: string })[];
    readonly channels: readonly (Said & { readonly channel: string })[];
    readonly error: Said['error'];
  }[];
}

/** The one document on standard output. Throws where anything else stands there. */
export function reportOf({ stdout }: Run): CheckReport {
  return JSON.parse(stdout);
}

/** `ok`, `missing` or `failed` by channel, of the first zone. */
export function statesOf(run: Run): Readonly<Record<string, string>> {
  const [zone] = reportOf(run).zones;
  return Object.fromEntries((zone?.channels ?? []).map(({ channel, state }) => [channel, state]));
}

/** What is said of one channel of the first zone. */
export function saidOf(run: Run, channel: string): string {
  return reportOf(run).zones[0]?.channels.find((said) => said.channel === channel)?.message ?? '';
}
