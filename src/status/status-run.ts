import { cacheKey } from '../cache/key.ts';
import type { Failure } from '../failure.ts';
import type { HostPort } from '../job.ts';
import { openNameService } from '../name-servers/name-service.ts';
import { describeServer } from '../pipeline/identity.ts';
import { updateOnce } from '../pipeline/run-update.ts';
import type { World } from '../pipeline/world.ts';
import type { ZoneStatus } from '../report/status.ts';
import { ok, type Result } from '../result.ts';
import { readSettings, type Settings, type ZoneEntry } from '../settings/settings.ts';
import type { Words } from '../settings/words.ts';
import { zoneStatus } from './zone-status.ts';

/** What became of one zone's look-up; what fails is a setting. */
interface StatusEntry {
  readonly label: string;
  readonly status: Result<ZoneStatus, Failure>;
}

export interface StatusRun {
  readonly entries: readonly StatusEntry[];
  readonly warnings: readonly string[];
}

/** The settings of a look, for which neither token nor key is needed. */
export function statusSettings(words: Words, world: World): Result<Settings, readonly Failure[]> {
  const settings = readSettings(words, world);
  if (!settings.ok) return settings;
  const placeholders = { DYNV6_TOKEN: 'none', DYNV6_KEY_FILE: 'none' };
  const bare = readSettings(words, { ...world, environment: { ...world.environment, ...placeholders } });
  const zones = settings.value.zones.map((entry, index) =>
    !entry.job.ok && entry.job.failure.code === 'no-token' && entry.channel !== 'rest' && bare.ok
      ? (bare.value.zones[index] ?? entry)
      : entry,
  );
  return ok({ ...settings.value, zones });
}

/** Looks at every zone of the settings from all sides; nothing is sent but questions. */
export async function runStatus(
  settings: Settings,
  resolver: HostPort | null,
  world: World,
  trace: (line: string) => void,
): Promise<Result<StatusRun, Failure>> {
  const timeout = Math.max(...settings.zones.map(({ resolved }) => resolved.values.timeout));
  const names = await openNameService({ resolver, timeout });
  if (!names.ok) return names;
  const cache = world.openCache(settings.cacheFolder);
  const lookedAt = cache.lookedAt();
  const planned = await updateOnce({ ...settings, zones: settings.zones.map(unsent) }, world, trace);
  const channels = world.openChannels(trace);
  try {
    const entries = await Promise.all(
      settings.zones.map(async ({ job, zone, label, channel }, index): Promise<StatusEntry> => {
        const outcome = planned.outcomes[index];
        if (!job.ok || outcome === undefined) return { label, status: job.ok ? missing : job };
        const remembered = cache.recall(cacheKey(describeServer(job.value.way), zone, channel));
        const effects = { names: names.value, channels, world, lookedAt };
        return { label, status: ok(await zoneStatus(job.value, outcome, remembered, effects)) };
      }),
    );
    const known = entries.some(({ status }) => !status.ok || status.value.remembered !== null);
    return ok({ entries, warnings: [...cache.warnings, ...(known ? [] : memoryElsewhere(settings, world))] });
  } finally {
    await channels.close();
  }
}

/** Where systemd keeps what the service of the whole system remembers. */
const serviceFolder = '/var/lib/dynv6';

/** Only who may look into that folder learns that it is there. */
function memoryElsewhere({ cacheFolder }: Settings, { files }: World): readonly string[] {
  if (cacheFolder === serviceFolder) return [];
  try {
    files.mode(`${serviceFolder}/cache.json`);
    return [`nothing is remembered here, but a service remembers in its own folder: --cache-dir ${serviceFolder}`];
  } catch {
    return [];
  }
}

const missing: Result<never, Failure> = { ok: false, failure: { code: 'internal', message: 'no outcome' } };

/** Everything but the sending, whatever was accepted before. */
function unsent(entry: ZoneEntry): ZoneEntry {
  if (!entry.job.ok) return entry;
  const { sending, ...rest } = entry.job.value;
  return { ...entry, job: ok({ ...rest, dryRun: true, sending: { ...sending, force: true } }) };
}
