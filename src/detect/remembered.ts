import type { MachineInterface } from '../machine.ts';
import type { DescribedAddress } from './facts.ts';
import { parseJson } from './json.ts';
import type { ListedAddress } from './node-list.ts';
import { parseDescribedAddress, parseMachineInterface } from './parse-machine.ts';
import { list, only, type Parser, record } from './parser.ts';
import type { Description } from './picture.ts';

/** Where a tool's answer is kept between runs, as text. */
export interface Remembered {
  recall(): string | null;
  remember(text: string): void;
}

/** A tool's answer. */
export interface Memory {
  /** The addresses that Node listed then. */
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
  readonly interfaces: readonly MachineInterface[];
  readonly addresses: readonly DescribedAddress[];
}

const parse: Parser<Memory> = record({
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

export function formatMemory(memory: Memory): string {
  return JSON.stringify(memory);
}

export function parseMemory(text: string | null): Memory | null {
  const memory = parse(parseJson(text ?? ''), '');
  return memory.ok ? memory.value : null;
}

/**
 * What the tool would say now of the same addresses: all stays but the lifetimes, which run down. Null where the tool
 * is needed: another set of addresses, an address that was still tentative or had no link, a lifetime that has run out,
 * a clock that was set back.
 */
export function recall(memory: Memory | null, key: string, now: number): Description | null {
  if (memory === null || memory.key !== key || now < memory.takenAt) return null;
  const age = now - memory.takenAt;
  const dead = new Set(memory.interfaces.flatMap(({ name, link }) => (link === false ? [name] : [])));
  if (memory.addresses.some((address) => dead.has(address.interface) || isOver(address, age))) return null;
  return {
    // Whether a cable is plugged in by now is not known of those that have no address.
    interfaces: memory.interfaces.map(({ name, link }) => ({ name, link: dead.has(name) ? 'unknown' : link })),
    addresses: memory.addresses.map((address) => aged(address, age)),
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
