import type { Zone } from '../update.ts';

/**
 * The name under which a zone is remembered. `server` is in its one spelling already, so that a slash or upper case
 * makes no second entry. Neither a channel's nor a zone's name holds a space: no two of them meet in one key.
 */
export function cacheKey(server: string, zone: Zone, channel: string): string {
  return `${channel} ${zone} ${server}`;
}
