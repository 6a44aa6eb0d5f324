import { cacheKey } from '../cache/key.ts';
import type { Send } from '../channels/http.ts';
import type { OpenTransport } from '../channels/open-channel.ts';
import type { ZoneJob } from '../job.ts';
import type { Detector } from '../machine.ts';
import { ok } from '../result.ts';
import { select } from '../select/select.ts';
import { describeServer, hashOfToken } from './identity.ts';
import { look, type Sight } from './look.ts';
import type { Memory } from './memory.ts';
import { withRetries } from './retry.ts';
import type { UpdateEffects } from './update-zone.ts';
import type { World } from './world.ts';

export interface UpdaterOptions {
  readonly cacheFolder: string | null;
  /** A line for `--verbose`. */
  readonly trace: (line: string) => void;
  readonly openTransport?: OpenTransport | undefined;
  /** The process lives for long. */
  readonly stays?: boolean;
}

/** What all updates of a process share: the cache, the connections, the way to look at the machine. */
export interface Updater {
  /** For updates that belong together: zones that look for the same share one look at the machine, and one selection. */
  effects(): UpdateEffects;
  readonly detector: Detector;
  memoryOf(job: ZoneJob): Memory;
  /** What goes over HTTP beside the channels. `timeout`: milliseconds. */
  sender(timeout: number): Promise<Send>;
  /** What could not be read or kept, and what the machine does not tell; one line each, none of them twice. */
  readonly warnings: readonly string[];
  /** Ends the connections that were kept alive. */
  close(): Promise<void>;
}

export function openUpdater(
  { cacheFolder, trace, openTransport, stays = false }: UpdaterOptions,
  world: World,
): Updater {
  const cache = world.openCache(cacheFolder, stays);
  const channels = world.openChannels(trace, openTransport);
  const detector = world.detector(cache);
  const doubts = new Set<string>();

  function memoryOf(job: ZoneJob): Memory {
    const key = cacheKey(describeServer(job.way), job.zone, job.way.channel);
    return {
      recall: () => cache.recall(key),
      noteLook: () => cache.noteLook(),
      recallFresh: () => cache.recall(key, { fresh: true }),
      remember: (change) => cache.remember(key, change),
      exclusively: (action, signal) => cache.exclusively(key, action, signal),
      tokenHash: () => hashOfToken(job.way, world),
      now: () => world.now(),
    };
  }

  /** A choice among addresses of which not all is known may be wrong: that is no matter for --verbose alone. */
  function withDoubts(sight: Sight): Sight {
    for (const note of sight.machine.notes) doubts.add(note);
    return sight;
  }

  function effects(): UpdateEffects {
    const sights = new Map<string, ReturnType<typeof look>>();
    const selections = new Map<Sight, Map<string, ReturnType<typeof select>>>();
    return {
      now: () => world.now(),
      look(job, signal) {
        const key = JSON.stringify([job.selection, job.wishes.ipv6 === 'detect']);
        const sight = sights.get(key) ?? look(detector, job, world.sleep, signal);
        sights.set(key, sight);
        return chooses(job) ? sight.then(withDoubts) : sight;
      },
      select(sight, wishes, published) {
        const known = selections.get(sight) ?? new Map<string, ReturnType<typeof select>>();
        selections.set(sight, known);
        const key = JSON.stringify([wishes, published]);
        const selected = known.get(key) ?? select(sight.machine, { wishes, policy: sight.policy }, published);
        known.set(key, selected);
        return selected;
      },
      memoryOf,
      async openChannel(job) {
        const channel = await channels.open(job);
        return channel.ok ? ok(withRetries(channel.value, job.retries, world)) : channel;
      },
    };
  }

  return {
    effects,
    detector,
    memoryOf,
    sender: channels.sender,
    get warnings() {
      return [...cache.warnings, ...doubts];
    },
    close: () => channels.close(),
  };
}

function chooses({ wishes }: ZoneJob): boolean {
  return Object.values(wishes).some((wish) => wish === 'detect' || wish === 'interface');
}
