import type { Failure } from '../failure.ts';
import { refusalOf } from '../plan/refusal.ts';
import type { Remembered } from '../remembered.ts';
import { type Acceptance, type Field, fields, type Values } from '../update.ts';

/** What is remembered of one zone, by the key of its server and channel. */
export interface Memory {
  recall(): Remembered | null;
  /** Notes that a run has looked and found nothing to change. */
  noteLook(): void;
  /** As other processes may have left it a moment ago. */
  recallFresh(): Remembered | null;
  remember(change: (before: Remembered | null) => Remembered): Promise<void>;
  exclusively<Value>(action: () => Promise<Value>, signal: AbortSignal): Promise<Value>;
  /** Tells one token or key from another, and nothing else about it. */
  tokenHash(): Promise<string>;
  now(): number;
}

export function acceptedValues(remembered: Remembered | null): Values | null {
  const values: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const accepted = remembered?.accepted[field];
    if (accepted !== undefined) values[field] = accepted.value;
  }
  return Object.keys(values).length === 0 ? null : values;
}

/** The memory after the service has accepted these values. An `auto` value says nothing of what the zone now holds. */
export function afterAcceptance(
  before: Remembered | null,
  values: Values,
  { response }: Acceptance,
  now: number,
): Remembered {
  const accepted: Record<string, { readonly value: string; readonly at: number }> = { ...before?.accepted };
  let changed = before?.changedAt === undefined || before.changedAt === null;
  for (const field of fields) {
    const value = values[field];
    if (value === undefined) continue;
    if (value === 'auto') {
      delete accepted[field];
      continue;
    }
    if (accepted[field]?.value !== value) changed = true;
    accepted[field] = { value, at: now };
  }
  return { accepted, response, changedAt: changed ? now : (before?.changedAt ?? now), refusal: null };
}

/** The memory after a failure: what was accepted stands. */
export function afterFailure(before: Remembered | null, failure: Failure, tokenHash: string, now: number): Remembered {
  const known = before ?? { accepted: {}, response: null, changedAt: null, refusal: null };
  return { ...known, refusal: refusalOf(failure, known.refusal, tokenHash, now) };
}
