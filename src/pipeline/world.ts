import type { Cache } from '../cache/cache.ts';
import type { Channels } from '../channels/open-channel.ts';
import type { Detector } from '../machine.ts';
import type { SettingsWorld } from '../settings/world.ts';

/** All effects, made by `main` and handed to the commands. */
export interface World extends SettingsWorld {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1. */
  random(): number;
  openCache(folder: string | null): Cache;
  /** This machine, or the picture of one that `DYNV6_MACHINE` names. */
  detector(cache: Cache): Detector;
  openChannels(trace: (line: string) => void): Channels;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
}
