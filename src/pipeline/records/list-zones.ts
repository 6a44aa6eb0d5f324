import type { Channels } from '../../channels/open-channel.ts';
import type { Failure } from '../../failure.ts';
import type { ZoneJob } from '../../job.ts';
import { ok, type Result } from '../../result.ts';
import { type NamedZone, parseZone } from '../../settings/zone.ts';
import type { World } from '../world.ts';
import { openRestClient } from './rest-session.ts';

/** The zones that a job's token or key opens. DNS UPDATE has no way to ask for them: there it is none. */
export async function listZones(
  { way, timeout, retries }: Pick<ZoneJob, 'way' | 'timeout' | 'retries'>,
  channels: Channels,
  world: World,
): Promise<Result<readonly NamedZone[], Failure>> {
  switch (way.channel) {
    case 'update-api':
    case 'dyndns2':
    case 'rest': {
      const client = await openRestClient(way, { timeout, retries }, channels, world);
      const zones = await client.zones(world.signal);
      return zones.ok ? ok(namedZones(zones.value.map(({ name }) => name))) : zones;
    }
    case 'dns':
      return ok([]);
    case 'ssh': {
      const [{ executeBy }, { readZones }] = await Promise.all([
        import('../../channels/ssh/open.ts'),
        import('../../channels/ssh/read-zones.ts'),
      ]);
      const execute = executeBy(way, timeout, world.environment, world.signal);
      if (!execute.ok) return execute;
      const zones = await readZones(execute.value);
      return zones.ok ? ok(namedZones(zones.value)) : zones;
    }
  }
}

function namedZones(names: readonly string[]): readonly NamedZone[] {
  return names.map(parseZone).flatMap((zone) => (zone.ok ? [zone.value] : []));
}
