import type { Failure } from '../failure.ts';
import type { ZoneJob } from '../job.ts';
import type { Known } from '../machine.ts';
import { ok, type Result } from '../result.ts';
import type { Origin } from '../update.ts';
import type { Channel } from './channel.ts';
import type { Send } from './http.ts';
import type { Transport } from './send-undici.ts';
import { traced } from './trace.ts';

/** What channels need of the world outside. */
export interface ChannelWorld {
  /** Client and version. */
  readonly userAgent: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Whether what is sent from the address leaves by its interface, as far as the system tells. */
  leavesBy(origin: Origin, destination: string, signal: AbortSignal): Promise<Known<boolean>>;
  /** A line for `--verbose`. */
  trace(line: string): void;
  /** What HTTP requests go over; this process's own connections where nothing is said. */
  readonly openTransport?: OpenTransport | undefined;
}

/** `timeout`: milliseconds for one request. */
export type OpenTransport = (timeout: number) => Promise<Transport>;

export interface Channels {
  /** Opens the way that a job names. Only the channel of this run is loaded. */
  open(job: Pick<ZoneJob, 'way' | 'timeout'>): Promise<Result<Channel, Failure>>;
  /** The transport of the HTTP channels, for those who speak more of the service than a channel does. */
  sender(timeout: number): Promise<Send>;
  /** Ends the connections that were kept alive. */
  close(): Promise<void>;
}

/** All channels of a run share their connections. */
export function openChannels(world: ChannelWorld): Channels {
  const transports = new Map<number, Promise<Transport>>();
  const { openTransport = (timeout) => loadTransport(world, timeout) } = world;

  async function sender(timeout: number): Promise<Send> {
    const transport = transports.get(timeout) ?? openTransport(timeout);
    transports.set(timeout, transport);
    return traced((await transport).send, world);
  }

  return {
    sender,
    async open({ way, timeout }) {
      switch (way.channel) {
        case 'update-api':
          return ok(
            (await import('./update-api.ts')).updateApi({ ...way, send: await sender(timeout), now: world.now }),
          );
        case 'dyndns2':
          return ok((await import('./dyndns2.ts')).dyndns2({ ...way, send: await sender(timeout), now: world.now }));
        case 'rest':
          return ok((await import('./rest/channel.ts')).rest({ ...way, send: await sender(timeout), now: world.now }));
        case 'dns':
          return await (await import('./dns-update/open.ts')).openDnsUpdate(way, timeout, world.now);
        case 'ssh':
          return await (await import('./ssh/open.ts')).openSsh(way, timeout, world.environment);
      }
    },
    async close() {
      for (const transport of transports.values()) await (await transport).close();
    },
  };
}

async function loadTransport({ userAgent, leavesBy }: ChannelWorld, timeout: number): Promise<Transport> {
  const [{ undiciTransport }, { getProxyForUrl }] = await Promise.all([
    import('./send-undici.ts'),
    import('proxy-from-env'),
  ]);
  return undiciTransport({ timeout, userAgent, leavesBy, proxyFor: (url) => getProxyForUrl(url.href) });
}
