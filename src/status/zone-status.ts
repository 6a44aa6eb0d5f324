import type { Channels } from '../channels/open-channel.ts';
import { valuesOf } from '../channels/rest/zone-values.ts';
import type { Failure } from '../failure.ts';
import { formatNetwork } from '../ip/network.ts';
import type { ZoneJob } from '../job.ts';
import type { NameService } from '../name-servers/name-service.ts';
import type { Outcome } from '../outcome.ts';
import { acceptedValues } from '../pipeline/memory.ts';
import { openRestClient, type RestWay } from '../pipeline/records/rest-session.ts';
import type { World } from '../pipeline/world.ts';
import type { Remembered } from '../remembered.ts';
import type { ZoneStatus } from '../report/status.ts';
import { fail, ok, type Result } from '../result.ts';
import { type Field, fields, type Values } from '../update.ts';
import { expectationOf, expectedOf } from './expectation.ts';
import { silentServers } from './verdict.ts';
import { verify } from './verify.ts';

export interface StatusEffects {
  readonly names: NameService;
  readonly channels: Channels;
  readonly world: World;
  /** When an update last looked at this machine; milliseconds since the epoch. */
  readonly lookedAt: number | null;
}

/**
 * What is known of a zone from all sides: what was accepted, what this machine would publish now (`planned` is an
 * update that was not to be sent), what the DNS says, and for REST what the service holds.
 */
export async function zoneStatus(
  job: ZoneJob,
  planned: Outcome,
  remembered: Remembered | null,
  { names, channels, world, lookedAt }: StatusEffects,
): Promise<ZoneStatus> {
  const published = acceptedValues(remembered);
  const machine = planned.failure === null ? ok(planned.sent) : fail(planned.failure);
  const { settling } = expectationOf(remembered, world.now());
  const reference: Values = { ...(machine.ok ? machine.value : {}), ...published };
  const expected = expectedOf(reference);
  const [dns, service] = await Promise.all([
    verify(job.zone, { expected, settling }, names, world.signal),
    job.way.channel === 'rest' ? askService(job, job.way, channels, world) : null,
  ]);
  const pending = machine.ok ? differing(machine.value, published ?? {}) : [];
  const wrong = service?.ok ? differing(reference, service.value) : [];
  const silent = silentServers(dns.answers);
  // Where every value is left to the service, there is nothing that the name servers could contradict.
  const proven = dns.verdict === 'agrees' || (dns.verdict === 'unknown' && dns.answers.length > 0 && isOpen(expected));
  return {
    zone: job.zone,
    label: job.label,
    channel: job.way.channel,
    remembered,
    lookedAt,
    published,
    machine,
    pending,
    service,
    wrong,
    dns,
    silent,
    agrees: proven && silent.length === 0 && pending.length === 0 && wrong.length === 0 && service?.ok !== false,
    at: world.now(),
  };
}

/** The fields that are wanted outright and that are not so. */
function differing(wanted: Values, held: Values): readonly Field[] {
  return fields.filter((field) => {
    const value = wanted[field];
    return value !== undefined && value !== 'auto' && value !== '6to4' && value !== (held[field] ?? '-');
  });
}

function isOpen(expected: ReturnType<typeof expectedOf>): boolean {
  return expected.A === null && expected.AAAA === null;
}

async function askService(
  job: ZoneJob,
  way: RestWay,
  channels: Channels,
  world: World,
): Promise<Result<Values, Failure>> {
  const client = await openRestClient(way, job, channels, world);
  const zone = await client.zone(job.zone, world.signal);
  if (!zone.ok) return zone;
  const { ipv4, ipv6, prefix } = valuesOf(zone.value);
  return ok({
    ...(ipv4 === null ? {} : { ipv4 }),
    ...(ipv6 === null ? {} : { ipv6 }),
    ...(prefix === null ? {} : { ipv6prefix: formatNetwork(prefix) }),
  });
}
