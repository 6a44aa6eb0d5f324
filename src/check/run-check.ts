import type { Failure } from '../failure.ts';
import { type Finding, good, type ZoneFindings } from '../finding.ts';
import { look } from '../pipeline/look.ts';
import { acceptedValues } from '../pipeline/memory.ts';
import { openUpdater, type Updater } from '../pipeline/updater.ts';
import type { World } from '../pipeline/world.ts';
import { heldBack } from '../plan/refusal.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Settings } from '../settings/settings.ts';
import type { Words } from '../settings/words.ts';
import { checkCacheFolder } from './cache-folder.ts';
import { type CheckEffects, checkZone } from './check-zone.ts';
import { judgeClock } from './clock.ts';
import { type Network, openNetwork } from './network.ts';
import { once } from './once.ts';
import { openService, type Service } from './service.ts';
import { waysOf, type ZoneWays } from './zone-ways.ts';

export interface CheckRun {
  /** What belongs to no zone: the config file, the cache, the network, the clock. */
  readonly findings: readonly Finding[];
  readonly zones: readonly ZoneFindings[];
  readonly warnings: readonly string[];
}

/** Tries every way into the service that the settings allow, for each of their zones. Changes nothing. */
export async function runCheck(
  settings: Settings,
  words: Words,
  world: World,
  trace: (line: string) => void,
): Promise<Result<CheckRun, readonly Failure[]>> {
  const ways = settings.zones.map((entry) => waysOf(entry, words, settings.config, world));
  const failures = ways.flatMap((way) => (way.ok ? [] : way.failure));
  if (failures.length > 0) return fail(failures);

  const timeout = Math.max(...settings.zones.map(({ resolved }) => resolved.values.timeout));
  const updater = openUpdater({ cacheFolder: settings.cacheFolder, trace }, world);
  const channels = world.openChannels(trace);
  try {
    const network = openNetwork(await channels.sender(timeout), timeout, world);
    const effects = effectsWith(updater, network, openService(channels, world), world);
    const zones = await Promise.all(ways.flatMap((way) => (way.ok ? [checkZone(way.value, effects)] : [])));
    return ok({ findings: generalFindings(settings, network), zones, warnings: updater.warnings });
  } finally {
    await Promise.all([channels.close(), updater.close()]);
  }
}

function generalFindings({ config, cacheFolder }: Settings, { clock, findings }: Network): readonly Finding[] {
  const reading = clock();
  return [
    good('config', config === null ? 'no file: all is in the command line and the environment' : config.path),
    checkCacheFolder(cacheFolder),
    ...findings(),
    ...(reading === null ? [] : [judgeClock(reading)]),
  ];
}

function effectsWith(updater: Updater, network: Network, service: Service, world: World): CheckEffects {
  return {
    look: once(
      (ways: ZoneWays) => look(updater.detector, ways, world.sleep, world.signal),
      ({ selection, wishes }) => JSON.stringify([selection, wishes.ipv6 === 'detect']),
    ),
    async recall(job) {
      const memory = updater.memoryOf(job);
      const remembered = memory.recall();
      const refusal = job.sending.force ? null : (remembered?.refusal ?? null);
      const held = refusal === null ? null : heldBack(refusal, await memory.tokenHash(), world.now());
      return { accepted: acceptedValues(remembered) ?? {}, held };
    },
    reach: network.reach,
    tryPath: network.tryPath,
    prove: service.prove,
  };
}
