import type { Cache } from '../cache/cache.ts';
import type { Channels, OpenTransport } from '../channels/open-channel.ts';
import type { Detector } from '../machine.ts';
import type { SettingsWorld } from '../settings/world.ts';

/** All effects, made by `main` and handed to the commands. */
export interface World extends SettingsWorld {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds of a clock that nobody sets; it may stand still while the machine sleeps. */
  monotonic(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1. */
  random(): number;
  /** `stays`: for a process that lives for long. */
  openCache(folder: string | null, stays?: boolean): Cache;
  /** This machine, or the picture of one that `DYNV6_MACHINE` names. */
  detector(cache: Cache): Detector;
  /** A text that is the same as long as the machine is, as far as can be told at no cost. */
  glance(): string;
  /** `openTransport`: what HTTP requests go over, where that is not to be this process's own. */
  openChannels(trace: (line: string) => void, openTransport?: OpenTransport): Channels;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
}
