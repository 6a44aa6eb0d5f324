import type { Known, MachineAddress } from '../machine.ts';

/** What is said of an address beyond where it stands. */
export type AddressFacts = Omit<MachineAddress, 'interface' | 'family' | 'address' | 'prefixLength'>;

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

/** IPv4 has no privacy addresses and no preferred lifetime: what IPv6 needs flags for is plainly not so. */
export const ipv4Facts: AddressFacts = {
  ...unknownFacts,
  temporary: false,
  deprecated: false,
  tentative: false,
  duplicate: false,
  detached: false,
};

/** The first source's word where it has one, else the second's. */
export function fillIn<Facts extends AddressFacts>(first: Facts, second: AddressFacts): Facts {
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
