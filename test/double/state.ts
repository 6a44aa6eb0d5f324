import type { Family } from '../../src/machine.ts';
import type { RestState } from './rest-state.ts';
import type { Switches } from './switches.ts';

/** What the service holds for a zone; null where nothing is set. */
export interface HeldZone {
  readonly ipv4: string | null;
  readonly ipv6: string | null;
  readonly ipv6prefix: string | null;
}

/** What all interfaces of the double share and change. */
export interface State {
  readonly zones: Map<string, HeldZone>;
  /** Each token with the zones that it opens. */
  readonly tokens: ReadonlyMap<string, 'all' | readonly string[]>;
  readonly rest: RestState;
  readonly switches: Switches;
  /** The address that the service sees as the client's; the connection's own where nothing is said. */
  readonly seenAs: Readonly<Partial<Record<Family, string>>>;
}

export const emptyZone: HeldZone = { ipv4: null, ipv6: null, ipv6prefix: null };

/** Whether the token opens the zone. */
export function opens(token: string, zone: string, { tokens }: State): boolean {
  const scope = tokens.get(token);
  return scope === 'all' || (scope?.includes(zone) ?? false);
}
