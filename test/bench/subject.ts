import type { Words } from '../lab/command.ts';

/** A command that is measured. Each run of it does the same. */
export interface Subject {
  readonly group: string;
  readonly name: string;
  readonly words: Words;
  /** It takes too long to be run as often as the others. */
  readonly long?: boolean;
}

/** The names by which the targets find what they compare. */
export const names = {
  bare: 'node -e 0',
  unchanged: 'dynv6, nothing to send',
  quiet: 'dynv6 -q, nothing to send',
  sends: 'dynv6, one request',
  manyUnchanged: 'dynv6, 200 zones, nothing to send',
  manySent: 'dynv6, 200 zones, all sent',
  dnsUpdate: 'dynv6 --via dns, one update',
  ddclientUnchanged: 'ddclient, nothing to send',
} as const;
