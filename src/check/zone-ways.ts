import type { Failure } from '../failure.ts';
import type { SelectionPolicy, Wishes, ZoneJob } from '../job.ts';
import { fail, ok, type Result } from '../result.ts';
import { askedZones } from '../settings/asked-zones.ts';
import type { ConfigFile } from '../settings/config-file.ts';
import type { Resolved } from '../settings/resolve.ts';
import { readSettings, type ZoneEntry } from '../settings/settings.ts';
import { type FoundToken, findToken } from '../settings/token.ts';
import { tokenPlaces } from '../settings/token-places.ts';
import { serverOf } from '../settings/way.ts';
import { wishesOf } from '../settings/wishes.ts';
import type { Words } from '../settings/words.ts';
import type { SettingsWorld } from '../settings/world.ts';
import type { ChannelName, Zone } from '../update.ts';

/** Every way into the service for one zone, as far as the settings go. */
export interface ZoneWays {
  readonly zone: Zone;
  readonly label: string;
  /** The channel that an update would take. */
  readonly channel: ChannelName;
  readonly wishes: Wishes;
  readonly selection: SelectionPolicy;
  readonly token: Result<FoundToken, Failure>;
  /** The server of the Update API and dyndns2; null where the one that is named speaks no HTTP. */
  readonly httpServer: URL | null;
  /** What an update by each channel would have to do, or what it lacks. */
  readonly jobs: Readonly<Record<ChannelName, Result<ZoneJob, Failure>>>;
}

/** What the settings of a zone come to if each channel in turn were asked for. */
export function waysOf(
  entry: ZoneEntry,
  words: Words,
  config: ConfigFile | null,
  world: SettingsWorld,
): Result<ZoneWays, readonly Failure[]> {
  const { zone, label, channel, resolved } = entry;
  const named: Words = { ...words, zone };
  const asked = askedZones(named, config, world);
  if (!asked.ok) return asked;
  const wishes = wishesOf(resolved.values, words);
  if (!wishes.ok) return fail([wishes.failure]);
  const { interface: name, temporary, prefixLength } = resolved.values;
  const jobBy = (via: ChannelName) => (via === channel ? entry.job : jobFor(via, entry, named, world));
  return ok({
    zone,
    label,
    channel,
    wishes: wishes.value,
    selection: { interface: name, temporary, prefixLength },
    token: findToken(tokenPlaces(named, asked.value[0]?.entry ?? null, config, world), world.files),
    httpServer: httpServerOf(resolved),
    jobs: {
      'update-api': jobBy('update-api'),
      dyndns2: jobBy('dyndns2'),
      rest: jobBy('rest'),
      dns: jobBy('dns'),
      ssh: jobBy('ssh'),
    },
  });
}

function jobFor(
  via: ChannelName,
  { resolved, channel }: ZoneEntry,
  words: Words,
  world: SettingsWorld,
): Result<ZoneJob, Failure> {
  const { values, origins } = resolved;
  if (values.server !== null && protocols[via] !== protocols[channel]) {
    return fail({
      code: 'config',
      message: `not tried: ${origins.server} names a server of ${channel}`,
      advice: `Try it with --via ${via} --server …`,
    });
  }
  const settings = readSettings({ ...words, options: { ...words.options, via } }, world);
  const [zone] = settings.ok ? settings.value.zones : [];
  if (zone !== undefined) return zone.job;
  const [failure = impossible] = settings.ok ? [] : settings.failure;
  return fail(failure);
}

function httpServerOf({ values, origins }: Resolved): URL | null {
  if (values.server !== null && protocols[values.via] !== 'http') return null;
  const via = protocols[values.via] === 'http' ? values.via : 'update-api';
  const server = serverOf({ values: { ...values, via }, origins });
  return server.ok && server.value.kind === 'http' ? server.value.url : null;
}

const impossible: Failure = { code: 'internal', message: 'the settings name no zone' };

/** A server that was named for one of these is none for another. */
const protocols: Readonly<Record<ChannelName, 'http' | 'dns' | 'ssh'>> = {
  'update-api': 'http',
  dyndns2: 'http',
  rest: 'http',
  dns: 'dns',
  ssh: 'ssh',
};
