import { parseName } from '../channels/dns-update/name.ts';
import { accessBy } from '../channels/dns-update/open.ts';
import { ask } from '../channels/dns-update/query.ts';
import { sendUpdate } from '../channels/dns-update/send-update.ts';
import type { Failure } from '../failure.ts';
import type { Way, ZoneJob } from '../job.ts';
import { fail, ok } from '../result.ts';
import type { Proof } from './prove.ts';

/**
 * Whether the name server serves the zone and knows the TSIG key: asks for the SOA, and sends an update without any
 * change (RFC 2136, section 3.4.2: a loop over nothing), whose signature the server has to accept and to answer.
 */
export async function proveKey(
  way: Extract<Way, { channel: 'dns' }>,
  { zone, timeout }: ZoneJob,
  now: () => number,
  signal: AbortSignal,
): Proof {
  const access = accessBy(way, timeout, now);
  if (!access.ok) return access;
  const { server, exchange, key } = access.value;
  const start = await ask(server, zone, 'SOA', exchange, signal);
  if (!start.ok) return start;
  const apex = parseName(zone);
  if (apex === null || start.value.found !== 'records' || !start.value.authoritative) {
    return fail(notServed(server.host));
  }
  const answer = await sendUpdate(apex, [], access.value, signal);
  if (!answer.ok) return answer;
  return ok(`${server.host} serves this zone and knows the key "${key.name}"; what it may change shows only an update`);
}

function notServed(host: string): Failure {
  return {
    code: 'zone-unknown',
    message: `${host} does not serve this zone`,
    advice: 'Check the name of the zone, and --server',
  };
}
