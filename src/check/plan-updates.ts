import { capabilities } from '../channels/capabilities.ts';
import type { Failure } from '../failure.ts';
import type { Sight } from '../pipeline/look.ts';
import { carry } from '../plan/carry.ts';
import { plan } from '../plan/plan.ts';
import { ok, type Result } from '../result.ts';
import { select } from '../select/select.ts';
import type { ChannelName, Update, Values } from '../update.ts';
import type { ZoneWays } from './zone-ways.ts';

/** What an update would send now by this channel, if nothing were remembered. `accepted` decides between equals. */
export function planUpdates(
  channel: ChannelName,
  { zone, wishes }: Pick<ZoneWays, 'zone' | 'wishes'>,
  { machine, policy }: Sight,
  accepted: Values,
): Result<readonly Update[], Failure> {
  const selected = select(machine, { wishes, policy }, accepted);
  if (!selected.ok) return selected;
  const carried = carry(selected.value.values, wishes, channel, capabilities[channel]);
  if (!carried.ok) return carried;
  const { origins } = selected.value;
  const planned = plan(
    zone,
    carried.value.values,
    null,
    { force: true, maxAge: 0 },
    { tokenHash: '', origins, now: 0 },
  );
  return ok(planned.action === 'send' ? planned.updates : []);
}

/** The values of several updates of one zone. */
export function valuesOf(updates: readonly Update[]): Values {
  return Object.assign({}, ...updates.map(({ values }) => values));
}
