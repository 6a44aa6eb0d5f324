import type { Failure } from '../failure.ts';
import type { Way, ZoneJob } from '../job.ts';
import type { RestWay } from '../pipeline/records/rest-session.ts';
import { fail, ok, type Result } from '../result.ts';
import type { NamedZone } from '../settings/zone.ts';
import { ofAQuestion } from './question-failure.ts';

/** What was proved, in one line. */
export type Proof = Promise<Result<string, Failure>>;

export interface ProofEffects {
  /** The zones that the token, or the key by SSH, opens. */
  listZones(job: ZoneJob): Promise<Result<readonly NamedZone[], Failure>>;
  /** Asks REST for this one zone: a token for a single zone may not be allowed to list them. */
  findZone(way: RestWay, job: ZoneJob): Promise<Result<unknown, Failure>>;
  proveKey(way: Extract<Way, { channel: 'dns' }>, job: ZoneJob): Proof;
}

/** Whether the service lets this token or key in, and to this zone. Nothing is changed. */
export async function prove(job: ZoneJob, effects: ProofEffects): Proof {
  const proof = job.way.channel === 'dns' ? await effects.proveKey(job.way, job) : await proveByList(job, effects);
  return proof.ok ? proof : fail(ofAQuestion(proof.failure));
}

async function proveByList(job: ZoneJob, { listZones, findZone }: ProofEffects): Proof {
  const who = job.way.channel === 'ssh' ? 'the key' : 'the token';
  const zones = await listZones(job);
  if (zones.ok) {
    if (zones.value.some(({ zone }) => zone === job.zone)) return ok(`${who} opens this zone`);
    return fail(unseen(who, zones.value));
  }
  if (!('token' in job.way) || zones.failure.code !== 'token-rejected') return zones;
  const zone = await findZone(job.way, job);
  return zone.ok ? ok(`${who} opens this zone`) : zone;
}

const shown = 3;

function unseen(who: string, zones: readonly NamedZone[]): Failure {
  const labels = zones.slice(0, shown).map(({ label }) => label);
  const more = zones.length > shown ? `, and ${zones.length - shown} more` : '';
  return {
    code: 'zone-unknown',
    message: `${who} does not open this zone, but ${zones.length === 0 ? 'none' : `${labels.join(', ')}${more}`}`,
    advice: 'Check the spelling at dynv6.com/zones, and at dynv6.com/keys which zone it is for',
  };
}
