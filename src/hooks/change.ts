import type { Outcome } from '../outcome.ts';
import { fields } from '../update.ts';

/**
 * Whether the zone holds other addresses since this update. Sending again what had been accepted is no change; what
 * `auto` came to, only the service can tell.
 */
export function isChange({ result, sent, previous }: Outcome): boolean {
  if (result !== 'updated' && result !== 'unchanged') return false;
  return fields.some((field) => {
    const value = sent[field];
    if (value === undefined) return false;
    if (value === 'auto' || previous === null) return result === 'updated';
    return value !== previous[field];
  });
}
