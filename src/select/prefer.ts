import { addressNumber } from '../ip/address.ts';
import type { Machine, MachineAddress } from '../machine.ts';
import { siblingsOf } from './siblings.ts';

/** Lifetimes that differ by less say nothing: a router refreshes its prefixes at different moments. */
const lifetimeTolerance = 15 * 60_000;

export interface Contest {
  readonly machine: Machine;
  /** The address published last, in its canonical form; null where none is remembered. */
  readonly published: string | null;
}

/** Of the addresses that are left, those that a rule prefers; with why the others lose. */
type Preference = readonly [
  why: string,
  keep: (rivals: readonly MachineAddress[], contest: Contest) => readonly MachineAddress[],
];

const preferences: readonly Preference[] = [
  [
    'the system reaches the internet by another interface',
    (rivals, { machine }) => rivals.filter(({ family, interface: name }) => name === machine.outgoing[family]),
  ],
  ['another is known to be good', (rivals) => rivals.filter(isFullyKnown)],
  [
    'its prefix was withdrawn',
    (rivals, { machine }) => rivals.filter((address) => !isOfWithdrawnPrefix(address, machine)),
  ],
  ['another stays preferred for longer', longestPreferred],
  ['another was published last', (rivals, { published }) => rivals.filter(({ address }) => address === published)],
  ['another is more stable', (rivals) => rivals.filter(isStable)],
  ['another is numerically lower', (rivals) => [...rivals].sort(numerically).slice(0, 1)],
];

export interface Ranking {
  readonly chosen: MachineAddress;
  /** Why each of the others was not chosen. */
  readonly losers: ReadonlyMap<MachineAddress, string>;
}

/** Chooses one address; the order in which they come never matters. Null where there is none. */
export function prefer(candidates: readonly MachineAddress[], contest: Contest): Ranking | null {
  let rivals = candidates;
  const losers = new Map<MachineAddress, string>();
  for (const [why, keep] of preferences) {
    const kept = keep(rivals, contest);
    if (kept.length === 0) continue;
    for (const rival of rivals) if (!kept.includes(rival)) losers.set(rival, why);
    rivals = kept;
  }
  const [chosen] = rivals;
  return chosen === undefined ? null : { chosen, losers };
}

function isFullyKnown({ temporary, deprecated, tentative, duplicate }: MachineAddress): boolean {
  return ![temporary, deprecated, tentative, duplicate].includes('unknown');
}

/**
 * A DHCPv6 address (a /128) does not learn from router advertisements that its prefix is gone; the addresses beside
 * it in the same network do.
 */
function isOfWithdrawnPrefix(address: MachineAddress, machine: Machine): boolean {
  if (address.prefixLength !== 128) return false;
  const siblings = siblingsOf(address, machine);
  return siblings.length > 0 && siblings.every(({ deprecated }) => deprecated === true);
}

/**
 * A router that lost its prefix without saying so leaves the old address preferred for hours; only its clock runs
 * down, while the new one's is refreshed.
 */
function longestPreferred(rivals: readonly MachineAddress[]): readonly MachineAddress[] {
  const lifetimes = rivals.map(lifetimeOf).filter((lifetime) => lifetime !== null);
  const longest = Math.max(...lifetimes);
  return rivals.filter((rival) => (lifetimeOf(rival) ?? longest) >= longest - lifetimeTolerance);
}

function lifetimeOf({ preferredLifetime }: MachineAddress): number | null {
  if (preferredLifetime === 'unknown') return null;
  return preferredLifetime === 'forever' ? Number.POSITIVE_INFINITY : preferredLifetime;
}

function isStable({ temporary, origin }: MachineAddress): boolean {
  return temporary === false || (temporary === 'unknown' && origin !== 'unknown' && origin !== 'slaac');
}

function numerically(one: MachineAddress, other: MachineAddress): number {
  const difference = addressNumber(one.address) - addressNumber(other.address);
  if (difference !== 0n) return difference < 0n ? -1 : 1;
  // The same address may stand on two interfaces.
  return placeOf(one) < placeOf(other) ? -1 : 1;
}

function placeOf({ interface: name, prefixLength }: MachineAddress): string {
  return `${name}/${prefixLength}`;
}
