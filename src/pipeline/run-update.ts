import type { Cache } from '../cache/cache.ts';
import { cacheKey } from '../cache/key.ts';
import type { ZoneJob } from '../job.ts';
import type { Outcome } from '../outcome.ts';
import { ok } from '../result.ts';
import type { Settings } from '../settings/settings.ts';
import { describeServer, hashOfToken } from './identity.ts';
import { look } from './look.ts';
import type { Memory } from './memory.ts';
import { withRetries } from './retry.ts';
import type { UpdateEffects } from './update-zone.ts';
import { updateZones } from './update-zones.ts';
import type { World } from './world.ts';

export interface UpdateRun {
  readonly outcomes: readonly Outcome[];
  readonly warnings: readonly string[];
}

/** Updates every zone of the settings once, with the world's effects. */
export async function updateOnce(settings: Settings, world: World, trace: (line: string) => void): Promise<UpdateRun> {
  const cache = world.openCache(settings.cacheFolder);
  const channels = world.openChannels(trace);
  try {
    const effects = effectsWith(cache, channels, world);
    const outcomes = await updateZones(settings.zones, effects, world.signal);
    return { outcomes, warnings: cache.warnings };
  } finally {
    await channels.close();
  }
}

function effectsWith(cache: Cache, channels: ReturnType<World['openChannels']>, world: World): UpdateEffects {
  const detector = world.detector(cache);
  const sights = new Map<string, ReturnType<typeof look>>();
  return {
    now: () => world.now(),
    look(job, signal) {
      // Zones that look for the same share one look at the machine.
      const key = JSON.stringify([job.selection, job.wishes.ipv6 === 'detect']);
      const sight = sights.get(key) ?? look(detector, job, world.sleep, signal);
      sights.set(key, sight);
      return sight;
    },
    memoryOf: (job) => memoryOf(job, cache, world),
    async openChannel(job) {
      const channel = await channels.open(job);
      return channel.ok ? ok(withRetries(channel.value, job.retries, world)) : channel;
    },
  };
}

function memoryOf(job: ZoneJob, cache: Cache, world: World): Memory {
  const key = cacheKey(describeServer(job.way), job.zone, job.way.channel);
  return {
    recall: () => cache.recall(key),
    recallFresh: () => cache.recall(key, { fresh: true }),
    remember: (change) => cache.remember(key, change),
    exclusively: (action, signal) => cache.exclusively(key, action, signal),
    tokenHash: () => hashOfToken(job.way, world),
    now: () => world.now(),
  };
}
