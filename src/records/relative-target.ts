import type { Zone } from '../update.ts';
import type { NewRecord } from './record.ts';

/**
 * What to warn of where a target looks like a whole name and lacks the dot that would make it one: the service puts
 * the zone behind it. Null where all is well.
 */
export function relativeTargetWarning(zone: Zone, { type, data }: NewRecord): string | null {
  if (type !== 'CNAME' && type !== 'MX' && type !== 'SRV') return null;
  if (!data.includes('.') || data.endsWith('.')) return null;
  return `${type} points to ${data}.${zone}: end the name in a dot, "${data}.", if that is not meant`;
}
