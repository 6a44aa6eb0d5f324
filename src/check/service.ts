import type { Channels } from '../channels/open-channel.ts';
import type { Failure } from '../failure.ts';
import type { ZoneJob } from '../job.ts';
import { listZones } from '../pipeline/acme/list-zones.ts';
import { describeServer } from '../pipeline/identity.ts';
import { openRestClient } from '../pipeline/records/rest-session.ts';
import type { World } from '../pipeline/world.ts';
import type { Result } from '../result.ts';
import type { NamedZone } from '../settings/zone.ts';
import { once } from './once.ts';
import { type Proof, prove } from './prove.ts';

/** What the service can be asked about tokens and keys. */
export interface Service {
  prove(job: ZoneJob): Proof;
}

/** Asks without patience: a check tells how it is now. Each list of zones is fetched once. */
export function openService(channels: Channels, world: World): Service {
  const lists = once<Result<readonly NamedZone[], Failure>>();
  return {
    prove: (job) =>
      prove(job, {
        listZones: (asked) => lists(accountOf(asked), () => listZones({ ...asked, retries: 0 }, channels, world)),
        async findZone(way, { zone, timeout }) {
          const client = await openRestClient(way, { timeout, retries: 0 }, channels, world);
          return client.zone(zone, world.signal);
        },
        async proveKey(way, asked) {
          const { proveKey } = await import('./prove-key.ts');
          return proveKey(way, asked, () => world.now(), world.signal);
        },
      }),
  };
}

/** What the answer depends on, and nothing else: three channels share one token. Held in memory only. */
function accountOf({ way }: ZoneJob): string {
  const key = 'token' in way ? way.token.reveal() : way.channel === 'ssh' ? `${way.identity} ${way.knownHosts}` : '';
  return JSON.stringify(['token' in way ? 'http' : way.channel, describeServer(way), key]);
}
