import type { Known, MachineAddress } from '../machine.ts';

/** What is said of an address beyond where it stands. */
export type AddressFacts = Omit<MachineAddress, 'interface' | 'family' | 'address' | 'prefixLength'>;

/** What a tool says of one address. */
export type DescribedAddress = AddressFacts & Pick<MachineAddress, 'interface' | 'address'>;

export const unknownFacts: AddressFacts = {
  temporary: 'unknown',
  deprecated: 'unknown',
  tentative: 'unknown',
  duplicate: 'unknown',
  detached: 'unknown',
  clat: 'unknown',
  origin: 'unknown',
  preferredLifetime: 'unknown',
};

/** The addresses with what a tool knows of them filled in where it was unknown. */
export function describe(
  addresses: readonly MachineAddress[],
  described: readonly DescribedAddress[],
): readonly MachineAddress[] {
  const facts = new Map(described.map((address) => [addressKey(address), address]));
  return addresses.map((address) => fillIn(address, facts.get(addressKey(address)) ?? unknownFacts));
}

/** The same address may stand on several interfaces: link-local ones do. */
export function addressKey({ interface: name, address }: Pick<MachineAddress, 'interface' | 'address'>): string {
  return `${address}@${name}`;
}

function fillIn(first: MachineAddress, second: AddressFacts): MachineAddress {
  return {
    ...first,
    temporary: either(first.temporary, second.temporary),
    deprecated: either(first.deprecated, second.deprecated),
    tentative: either(first.tentative, second.tentative),
    duplicate: either(first.duplicate, second.duplicate),
    detached: either(first.detached, second.detached),
    clat: either(first.clat, second.clat),
    origin: either(first.origin, second.origin),
    preferredLifetime: either(first.preferredLifetime, second.preferredLifetime),
  };
}

function either<Value>(first: Known<Value>, second: Known<Value>): Known<Value> {
  return first === 'unknown' ? second : first;
}
