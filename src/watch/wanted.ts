import type { ZoneJob } from '../job.ts';
import type { Family, Machine } from '../machine.ts';
import type { Sight } from '../pipeline/look.ts';
import { select } from '../select/select.ts';
import type { Values } from '../update.ts';
import type { Wanted } from './state.ts';

/** What this zone would publish on this machine. `published` is what the service accepted last. */
export function wantedBy({ wishes }: ZoneJob, { machine, policy }: Sight, published: Values): Wanted {
  const selected = select(machine, { wishes, policy }, published);
  if (!selected.ok) return selected.failure.code;
  const { values, origins } = selected.value;
  const ways = autoFamilies(values).map((family) => origins[family] ?? wayOut(machine, family));
  return JSON.stringify([values, ways]);
}

/** The families in which the service is to see for itself. */
export function autoFamilies({ ipv4, ipv6, ipv6prefix }: Values): readonly Family[] {
  return [
    ...(ipv4 === 'auto' ? (['ipv4'] as const) : []),
    ...(ipv6 === 'auto' || ipv6prefix === 'auto' ? (['ipv6'] as const) : []),
  ];
}

/** What the service would see can be another address once this is. */
function wayOut({ outgoing, addresses }: Machine, family: Family): readonly (string | null)[] {
  const name = outgoing[family];
  const own = addresses.filter((address) => address.family === family && address.interface === name);
  const lasting = own.filter(({ temporary, tentative }) => temporary !== true && tentative !== true);
  return [name, ...lasting.map(({ address }) => address).sort()];
}
