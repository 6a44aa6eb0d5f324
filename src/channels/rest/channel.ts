import type { Failure } from '../../failure.ts';
import { formatNetwork } from '../../ip/network.ts';
import { planSet } from '../../records/plan-records.ts';
import type { NewRecord } from '../../records/record.ts';
import { type RecordStep, recordSteps } from '../../records/record-steps.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Acceptance, Zone } from '../../update.ts';
import type { Channel } from '../channel.ts';
import { excerpt } from '../http-status.ts';
import { carryOut } from './carry-out.ts';
import { type RestClient, type RestOptions, restClient } from './client.ts';
import type { RestZone, ZoneAddresses } from './shapes.ts';
import { askedFor, holds, joinedIpv6, valuesOf, type ZoneValues } from './zone-values.ts';

/**
 * dynv6's REST API as a way to publish: reads the zone, and changes what is not so. Address and prefix go as one
 * `ipv6prefix`, `ADDRESS/LEN` (see `ZoneValues`). A service that proves to keep only networks there gets the network
 * alone, and the address as an AAAA record of the zone's own name.
 */
export function rest(options: RestOptions): Channel {
  const client = restClient(options);
  return {
    async publish({ zone: name, values }, signal) {
      const asked = askedFor(values);
      if (!asked.ok) return asked;
      const zone = await client.zone(name, signal);
      if (!zone.ok) return zone;
      const visit = { client, name, asked: asked.value, signal };

      const there = await isThere(visit, zone.value);
      if (!there.ok) return there;
      if (there.value) return accepted('unchanged', zone.value);
      return writeTogether(visit, zone.value);
    },
  };
}

/** What one update needs on its way. */
interface Visit {
  readonly client: RestClient;
  readonly name: Zone;
  readonly asked: ZoneValues;
  readonly signal: AbortSignal;
}

type Published = Promise<Result<Acceptance, Failure>>;

async function isThere(visit: Visit, zone: RestZone): Promise<Result<boolean, Failure>> {
  const { asked } = visit;
  const held = valuesOf(zone);
  if (holds(held, asked)) return ok(true);
  const inRecord = asked.ipv6 !== null && held.ipv6 === null && holds(held, { ...asked, ipv6: null });
  if (!inRecord) return ok(false);
  const steps = await apexSteps(visit, zone, asked.ipv6);
  return steps.ok ? ok(steps.value.length === 0) : steps;
}

async function writeTogether(visit: Visit, zone: RestZone): Published {
  const { client, asked, signal } = visit;
  const held = valuesOf(zone);
  const ipv6prefix = joinedIpv6(held, asked);
  if (!ipv6prefix.ok) return ipv6prefix;

  const changed = await client.changeZone(zone, differing(held, asked, ipv6prefix.value), signal);
  if (changed.ok && holds(valuesOf(changed.value), asked)) return accepted('updated', changed.value);
  const refused = !changed.ok && changed.failure.code === 'usage';
  if (asked.ipv6 !== null && (changed.ok || refused)) {
    return writeApart(visit, changed.ok ? changed.value : zone, asked.ipv6);
  }
  return changed.ok ? fail(notKept(changed.value)) : changed;
}

async function writeApart(visit: Visit, zone: RestZone, address: string): Published {
  const { client, asked, signal } = visit;
  const beside = { ...asked, ipv6: null };
  let current = zone;
  if (!holds(valuesOf(zone), beside)) {
    const network = asked.prefix === null ? null : formatNetwork(asked.prefix);
    const changed = await client.changeZone(zone, differing(valuesOf(zone), beside, network), signal);
    if (!changed.ok) return changed;
    if (!holds(valuesOf(changed.value), beside)) return fail(notKept(changed.value));
    current = changed.value;
  }
  const steps = await apexSteps(visit, current, address);
  if (!steps.ok) return steps;
  const { failure } = await carryOut(client, current, steps.value, signal);
  return failure === null ? accepted('updated', current) : fail(failure);
}

/** What is to be done until the zone's own name has this address in an AAAA record, and no other. */
async function apexSteps(
  { client, name, signal }: Visit,
  zone: RestZone,
  address: string,
): Promise<Result<readonly RecordStep[], Failure>> {
  const records = await client.records(zone, signal);
  if (!records.ok) return records;
  const unused = { priority: null, weight: null, port: null, flags: null, tag: null };
  const wanted: NewRecord = { type: 'AAAA', name: '', data: address, ...unused };
  return ok(recordSteps(planSet(records.value, wanted, name)));
}

/** A family that is not meant is not named: what an empty value would do is not known. */
function differing(held: ZoneValues, asked: ZoneValues, ipv6prefix: string | null): ZoneAddresses {
  return {
    ...(asked.ipv4 === null || asked.ipv4 === held.ipv4 ? {} : { ipv4address: asked.ipv4 }),
    ...(ipv6prefix === null || holds(held, { ...asked, ipv4: null }) ? {} : { ipv6prefix }),
  };
}

function accepted(outcome: Acceptance['outcome'], zone: RestZone): Result<Acceptance, Failure> {
  return ok({ outcome, response: describe(zone) });
}

function notKept(zone: RestZone): Failure {
  const kept = describe(zone);
  return {
    code: 'unexpected-answer',
    message: `the service took the values and holds ${kept === '' ? 'none' : `others: ${kept}`}`,
  };
}

/** What the zone holds now is all that the service says. */
function describe({ ipv4address, ipv6prefix }: RestZone): string {
  return excerpt(`${ipv4address} ${ipv6prefix}`);
}
