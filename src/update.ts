import type { Family } from './machine.ts';

declare const checked: unique symbol;

/** A zone's name as the service knows it: lower case, punycode, no final dot. Made only by `parseZone`. */
export type Zone = string & { readonly [checked]: 'zone' };

/** What a zone holds that an update may set. The names are those of the Update API. */
export const fields = ['ipv4', 'ipv6', 'ipv6prefix'] as const;
export type Field = (typeof fields)[number];

/**
 * The values to send: an address in RFC 5952 form or dotted decimal, a network in CIDR notation, or one of the
 * service's words: `auto` (the client's address), `6to4` (made from the zone's IPv4 address), `-` (removes it).
 */
export type Values = Readonly<Partial<Record<Field, string>>>;

/** One thing for a channel to carry. A zone may need several: an `auto` value has to leave over its own family. */
export interface Update {
  readonly zone: Zone;
  readonly values: Values;
  /** The family that the request has to use for `auto` to mean anything. */
  readonly over: Family | 'any';
  /** Where an `auto` request has to leave this machine; null: wherever the system takes it. */
  readonly from: Origin | null;
}

/** A local address and its interface. */
export interface Origin {
  readonly interface: string;
  readonly address: string;
}

/** The service's yes. */
export interface Acceptance {
  readonly outcome: 'updated' | 'unchanged';
  /** The service's own words, cut and cleaned. */
  readonly response: string;
}

export const channelNames = ['update-api', 'dyndns2', 'rest', 'dns', 'ssh'] as const;
export type ChannelName = (typeof channelNames)[number];

/** What a channel can carry, known before anything is sent. */
export interface Capabilities {
  readonly fields: readonly Field[];
  /** The fields for which `auto` can be asked. */
  readonly auto: readonly Field[];
  readonly sixToFour: boolean;
  /** The fields that can be removed. */
  readonly remove: readonly Field[];
}
