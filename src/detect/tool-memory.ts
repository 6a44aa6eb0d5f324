import type { MachineInterface } from '../machine.ts';
import type { DescribedAddress } from './facts.ts';
import { parseJson } from './json.ts';
import type { ListedAddress } from './node-list.ts';
import { parseDescribedAddress, parseMachineInterface } from './parse-machine.ts';
import { list, only, type Parser, record } from './parser.ts';
import type { Description } from './picture.ts';

/** Where a tool's answer is kept between runs, as text. */
export interface ToolMemory {
  recall(): string | null;
  remember(text: string): void;
}

/** A tool's answer. */
export interface Recollection {
  /** The addresses that Node listed then. */
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
  readonly interfaces: readonly MachineInterface[];
  readonly addresses: readonly DescribedAddress[];
}

const parse: Parser<Recollection> = record({
  key: only((value): value is string => typeof value === 'string', 'a text'),
  takenAt: only((value): value is number => Number.isSafeInteger(value), 'a time'),
  interfaces: list(parseMachineInterface),
  addresses: list(parseDescribedAddress),
});

/** The order in which Node lists addresses means nothing. */
export function memoryKey(listed: readonly ListedAddress[]): string {
  return listed
    .map(({ address, prefixLength, interface: name }) => `${address}/${prefixLength}@${name}`)
    .sort()
    .join(' ');
}

export function formatMemory(recollection: Recollection): string {
  return JSON.stringify(recollection);
}

export function parseMemory(text: string | null): Recollection | null {
  const recollection = parse(parseJson(text ?? ''), '');
  return recollection.ok ? recollection.value : null;
}

/**
 * What the tool would say now of the same addresses: all stays but the lifetimes, which run down. Null where the tool
 * is needed: another set of addresses, an address that was still tentative, one whose interface had no link, a lifetime
 * that has run out, a clock that was set back.
 */
export function recall(
  recollection: Recollection | null,
  listed: readonly ListedAddress[],
  now: number,
): Description | null {
  if (recollection === null || recollection.key !== memoryKey(listed) || now < recollection.takenAt) return null;
  const { interfaces, addresses, takenAt } = recollection;
  const age = now - takenAt;
  const dead = new Set(interfaces.flatMap(({ name, link }) => (link === false ? [name] : [])));
  if (listed.some(({ interface: name }) => dead.has(name)) || addresses.some((one) => isOver(one, age))) return null;
  return {
    // Whether a cable is plugged in by now is not known of those that have no address.
    interfaces: interfaces.map(({ name, link }) => ({ name, link: dead.has(name) ? 'unknown' : link })),
    addresses: addresses.map((address) => aged(address, age)),
  };
}

function isOver({ tentative, deprecated, preferredLifetime }: DescribedAddress, age: number): boolean {
  return (
    tentative === true || (deprecated !== true && typeof preferredLifetime === 'number' && preferredLifetime <= age)
  );
}

function aged(address: DescribedAddress, age: number): DescribedAddress {
  const { preferredLifetime } = address;
  return typeof preferredLifetime === 'number'
    ? { ...address, preferredLifetime: Math.max(0, preferredLifetime - age) }
    : address;
}
