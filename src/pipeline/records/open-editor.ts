import type { Channels } from '../../channels/open-channel.ts';
import { parseSshDestination } from '../../channels/ssh/destination.ts';
import type { Failure } from '../../failure.ts';
import type { Way, ZoneJob } from '../../job.ts';
import { ok, type Result } from '../../result.ts';
import type { Zone } from '../../update.ts';
import type { World } from '../world.ts';
import type { RecordEditor } from './record-editor.ts';
import { openRestClient } from './rest-session.ts';

/** The editor that a job's way allows. The ways that carry only addresses have REST for their records. */
export async function openEditor(
  job: ZoneJob,
  channels: Channels,
  world: World,
): Promise<Result<RecordEditor, Failure>> {
  const { way, zone, timeout } = job;
  switch (way.channel) {
    case 'update-api':
    case 'dyndns2':
    case 'rest': {
      const { restEditor } = await import('./rest-editor.ts');
      return ok(restEditor(zone, await openRestClient(way, job, channels, world)));
    }
    case 'dns':
      return openDns(way, zone, timeout, world);
    case 'ssh':
      return openSsh(way, zone, timeout, world);
  }
}

async function openDns(
  way: Extract<Way, { channel: 'dns' }>,
  zone: Zone,
  timeout: number,
  world: World,
): Promise<Result<RecordEditor, Failure>> {
  const [{ accessBy }, { dnsZoneEditor }, { dnsEditor }] = await Promise.all([
    import('../../channels/dns-update/open.ts'),
    import('../../channels/dns-update/zone-editor.ts'),
    import('./dns-editor.ts'),
  ]);
  const access = accessBy(way, timeout, () => world.now());
  return access.ok ? ok(dnsEditor(dnsZoneEditor(zone, access.value))) : access;
}

async function openSsh(
  { server, identity, knownHosts }: Extract<Way, { channel: 'ssh' }>,
  zone: Zone,
  timeout: number,
  world: World,
): Promise<Result<RecordEditor, Failure>> {
  const [{ executeEachWithin }, { thisSystem }, { sshZoneEditor }, { sshEditor }] = await Promise.all([
    import('../../channels/ssh/connection.ts'),
    import('../../channels/ssh/this-system.ts'),
    import('../../channels/ssh/zone-editor.ts'),
    import('./ssh-editor.ts'),
  ]);
  const destination = parseSshDestination(server);
  if (!destination.ok) return destination;
  const access = { destination: destination.value, identity, knownHosts };
  const system = thisSystem(world.environment);
  return ok(sshEditor((signal) => sshZoneEditor(zone, executeEachWithin(timeout, access, system, signal))));
}
