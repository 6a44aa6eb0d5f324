import type { Failure } from '../failure.ts';
import type { SendingPolicy } from '../job.ts';
import type { Family } from '../machine.ts';
import type { Remembered } from '../remembered.ts';
import { type Field, fields, type Origin, type Update, type Values, type Zone } from '../update.ts';
import { heldBack } from './refusal.ts';

export type Plan =
  | { readonly action: 'send'; readonly why: Why; readonly updates: readonly Update[] }
  /** The service holds all this already, as far as is known. */
  | { readonly action: 'skip'; readonly acceptedAt: number }
  /** The service has said no, and asking again so soon would be of no use. */
  | { readonly action: 'hold'; readonly failure: Failure };

export interface Circumstances {
  /** Tells whether a refusal was given to this token. */
  readonly tokenHash: string;
  /** Where an `auto` request has to leave, where an interface was asked for. */
  readonly origins: Readonly<Record<Family, Origin | null>>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

type Why = 'forced' | 'first' | 'changed' | 'aged' | 'asked';

/**
 * What to send of the values that are wanted, compared with what the service has accepted. All values that are
 * settled go together, even if one alone has changed: the request repairs the others, too.
 */
export function plan(
  zone: Zone,
  wanted: Values,
  remembered: Remembered | null,
  policy: SendingPolicy,
  { tokenHash, origins, now }: Circumstances,
): Plan {
  const settled = only(wanted, (value) => value !== 'auto');
  const whySettled = whySend(settled, remembered, policy, now);
  const updates = [
    ...(whySettled === null ? [] : [{ zone, values: settled, over: 'any' as const, from: null }]),
    ...askedOver(zone, wanted, origins),
  ];
  if (updates.length === 0) return { action: 'skip', acceptedAt: oldest(settled, remembered) ?? now };

  const failure = policy.force ? null : heldBack(remembered?.refusal ?? null, tokenHash, now);
  return failure === null ? { action: 'send', why: whySettled ?? 'asked', updates } : { action: 'hold', failure };
}

/** Why the values have to be sent, the most decisive reason first; null where they need not be. */
function whySend(wanted: Values, remembered: Remembered | null, policy: SendingPolicy, now: number): Why | null {
  const wantedFields = fields.filter((field) => wanted[field] !== undefined);
  if (wantedFields.length === 0) return null;
  if (policy.force) return 'forced';

  const accepted = wantedFields.map((field) => ({ wanted: wanted[field], accepted: remembered?.accepted[field] }));
  if (accepted.every((value) => value.accepted === undefined)) return 'first';
  if (accepted.some((value) => value.accepted?.value !== value.wanted)) return 'changed';

  const ages = accepted.map((value) => now - (value.accepted?.at ?? 0));
  // A negative age means that the clock was set back: what is remembered is not to be trusted.
  return ages.some((age) => age < 0 || age >= policy.maxAge) ? 'aged' : null;
}

/** `auto` means the address that the request comes from: it has to leave over its own family, in a request of its own. */
function askedOver(zone: Zone, wanted: Values, origins: Circumstances['origins']): readonly Update[] {
  const ipv4 = only(wanted, (value, field) => value === 'auto' && field === 'ipv4');
  const ipv6 = only(wanted, (value, field) => value === 'auto' && field !== 'ipv4');
  return [
    { zone, values: ipv4, over: 'ipv4' as const, from: origins.ipv4 },
    { zone, values: ipv6, over: 'ipv6' as const, from: origins.ipv6 },
  ].filter(({ values }) => Object.keys(values).length > 0);
}

function only(values: Values, keep: (value: string, field: Field) => boolean): Values {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = values[field];
      return value !== undefined && keep(value, field) ? [[field, value]] : [];
    }),
  );
}

function oldest(values: Values, remembered: Remembered | null): number | null {
  const times = fields
    .filter((field) => values[field] !== undefined)
    .map((field) => remembered?.accepted[field]?.at)
    .filter((at) => at !== undefined);
  return times.length === 0 ? null : Math.min(...times);
}
