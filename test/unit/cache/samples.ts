import type { Remembered } from '../../../src/remembered.ts';

export const key = 'update-api example.dynv6.net https://dynv6.com';

/** What is remembered of a zone whose IPv4 address was accepted. */
export function accepted(ipv4: string): Remembered {
  return {
    accepted: { ipv4: { value: ipv4, at: 1_764_000_000_000 } },
    response: 'addresses updated',
    changedAt: 1_764_000_000_000,
    refusal: null,
  };
}
