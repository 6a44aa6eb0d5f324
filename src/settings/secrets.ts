import type { Secret } from '../secret.ts';
import type { ZoneEntry } from './settings.ts';

/** The secrets that these zones are updated with, and those of whom is told of it. */
export function secretsOfZones(zones: readonly Pick<ZoneEntry, 'job' | 'resolved'>[]): readonly Secret[] {
  return zones.flatMap(({ job, resolved: { values } }) => [
    ...(job.ok && 'token' in job.value.way ? [job.value.way.token] : []),
    ...(values.pingUrl === null ? [] : [values.pingUrl]),
    ...(values.notifyUrl === null ? [] : [values.notifyUrl]),
  ]);
}
