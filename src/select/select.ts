import type { Choice } from '../choice.ts';
import type { Failure } from '../failure.ts';
import type { SelectionPolicy, Wish, Wishes } from '../job.ts';
import type { Family, Machine } from '../machine.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Origin, Values } from '../update.ts';
import { choose } from './choose.ts';
import { interfaceFailure } from './interface-name.ts';
import { nothingToPublish, whyNoAddress } from './no-address.ts';
import { canSendFrom, missingOrigin, originFor } from './origin.ts';
import { prefixFor } from './prefix.ts';

/** What a zone is to hold. */
export interface Selection {
  /** Only what is wanted; never empty. */
  readonly values: Values;
  readonly choices: Readonly<Record<Family, Choice>>;
  /** Where an `auto` request has to leave, where an interface is asked for. */
  readonly origins: Readonly<Record<Family, Origin | null>>;
  /** What was looked for and left out, with the reason; one line each. */
  readonly notes: readonly string[];
}

/** What the user's wishes come to on this machine. `published` is what the service accepted last. */
export function select(
  machine: Machine,
  { wishes, policy }: { readonly wishes: Wishes; readonly policy: SelectionPolicy },
  published: Values,
): Result<Selection, Failure> {
  const unknown = interfaceFailure(machine, policy, wishes);
  if (unknown !== null) return fail(unknown);

  const choices = {
    ipv4: choose(machine, 'ipv4', policy, published.ipv4 ?? null),
    ipv6: choose(machine, 'ipv6', policy, published.ipv6 ?? null),
  };
  const ipv6 = ipv6Value(wishes.ipv6, choices.ipv6);
  const ipv4 = ipv4Value(wishes.ipv4, choices.ipv4, machine, policy, ipv6 !== null);
  const ipv6prefix = prefixValue(wishes, choices.ipv6, machine, policy);
  const values: Values = {
    ...(ipv4 === null ? {} : { ipv4 }),
    ...(ipv6 === null ? {} : { ipv6 }),
    ...(ipv6prefix === null ? {} : { ipv6prefix }),
  };
  const missing = (['ipv4', 'ipv6'] as const).filter(
    (family) => wishes[family] !== 'none' && values[family] === undefined,
  );
  if (Object.keys(values).length === 0) return fail(nothingToPublish(missing, machine, choices, policy));
  const origins = { ipv4: originFor(choices.ipv4, policy), ipv6: originFor(choices.ipv6, policy) };
  const stranded = missingOrigin(values, origins, policy);
  if (stranded !== null) return fail(stranded);
  return ok({
    values,
    choices,
    origins,
    notes: missing.map((family) => whyNoAddress(family, machine, choices[family], policy)),
  });
}

function ipv6Value(wish: Wish, { chosen }: Choice): string | null {
  return wish === 'detect' ? (chosen?.address ?? null) : spokenValue(wish);
}

function ipv4Value(
  wish: Wish,
  { chosen, verdicts }: Choice,
  machine: Machine,
  policy: SelectionPolicy,
  hasIpv6: boolean,
): string | null {
  if (wish !== 'detect' && wish !== 'interface') return spokenValue(wish);
  if (chosen !== null || wish === 'interface') return chosen?.address ?? null;
  const canAsk = verdicts.some(({ address, reason }) => canSendFrom(address) && reason !== 'on another interface');
  // A host without IPv4 has nothing to ask `auto` from; where nothing else can be published it is tried all the same.
  const ipv6Only = machine.blind.ipv4 === null && !canAsk && (hasIpv6 || policy.interface !== null);
  return ipv6Only ? null : 'auto';
}

/** The prefix goes with the detected address, so that no run mixes the prefix of one network with the host of another. */
function prefixValue(wishes: Wishes, { chosen }: Choice, machine: Machine, policy: SelectionPolicy): string | null {
  if (wishes.ipv6prefix !== 'detect') return spokenValue(wishes.ipv6prefix);
  return wishes.ipv6 === 'detect' && chosen !== null ? prefixFor(chosen, machine, policy) : null;
}

function spokenValue(wish: Wish): string | null {
  if (typeof wish === 'object') return wish.value;
  if (wish === 'auto' || wish === '6to4') return wish;
  return wish === 'remove' ? '-' : null;
}
