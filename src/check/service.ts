import type { Channels } from '../channels/open-channel.ts';
import type { ZoneJob } from '../job.ts';
import { describeServer } from '../pipeline/identity.ts';
import { listZones } from '../pipeline/records/list-zones.ts';
import { openRestClient } from '../pipeline/records/rest-session.ts';
import type { World } from '../pipeline/world.ts';
import { once } from './once.ts';
import { type Proof, type ProofEffects, prove } from './prove.ts';

/** What the service can be asked about tokens and keys. */
export interface Service {
  prove(job: ZoneJob): Proof;
}

/** Asks without patience: a check tells how it is now. The same question is asked once. */
export function openService(channels: Channels, world: World): Service {
  const effects: ProofEffects = {
    listZones: once((job: ZoneJob) => listZones({ ...job, retries: 0 }, channels, world), accountOf),
    async findZone(way, { zone, timeout }) {
      const client = await openRestClient(way, { timeout, retries: 0 }, channels, world);
      return client.zone(zone, world.signal);
    },
    async proveKey(way, job) {
      const { proveKey } = await import('./prove-key.ts');
      return proveKey(way, job, () => world.now(), world.signal);
    },
  };
  return {
    prove: once(
      (job: ZoneJob) => prove(job, effects),
      (job) => `${job.zone} ${accountOf(job)}`,
    ),
  };
}

/** What the answer depends on, and nothing else: three channels share one token. Held in memory only. */
function accountOf({ way }: ZoneJob): string {
  const key = 'token' in way ? way.token.reveal() : way.channel === 'ssh' ? `${way.identity} ${way.knownHosts}` : '';
  return JSON.stringify(['token' in way ? 'http' : way.channel, describeServer(way), key]);
}
