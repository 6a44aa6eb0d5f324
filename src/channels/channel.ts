import type { Failure } from '../failure.ts';
import type { Result } from '../result.ts';
import type { Acceptance, Field, Update } from '../update.ts';

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

/**
 * One way into the service. It neither retries nor remembers nor prints: it builds the request, sends it over the
 * transport that it was given, and reads the answer. Several `publish` calls may be under way at once.
 * A failure is data; only a bug throws.
 */
export interface Channel {
  publish(update: Update, signal: AbortSignal): Promise<Result<Acceptance, Failure>>;
}
