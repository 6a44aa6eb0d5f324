import type { Remembered } from '../remembered.ts';
import type { Sleep } from './lock.ts';

/** What earlier runs learnt, for later ones. Nothing here fails: a run without a memory still does its work. */
export interface Cache {
  /** What is remembered under the key, or null. Reads the file once in a process, and again where it must be `fresh`. */
  recall(key: string, options?: { readonly fresh: boolean }): Remembered | null;
  /**
   * Changes what stands under the key in the file as it is then (other processes write too), and resolves once that
   * is on disk or has become a warning. `change` is pure and may be called more than once.
   */
  remember(key: string, change: (before: Remembered | null) => Remembered): Promise<void>;
  /**
   * Runs `action` while no other process does so for the same key. Where no lock can be had it runs all the same; so
   * it does, at once, when the signal aborts: it knows the same signal and ends by itself.
   */
  exclusively<Value>(key: string, action: () => Promise<Value>, signal: AbortSignal): Promise<Value>;
  /** Notes that a run has looked and found nothing to change. */
  noteLook(): void;
  /** When a run last looked, for whichever zone; milliseconds since the epoch, null where nothing tells. */
  lookedAt(): number | null;
  /** What could not be read or kept; one line each, none of them twice. */
  readonly warnings: readonly string[];
  /** The platform readers' remembered facts, as they were given. */
  recallFacts(): string | null;
  rememberFacts(text: string): Promise<void>;
}

export interface CacheEffects {
  /** Milliseconds since the epoch. */
  now(): number;
  readonly sleep: Sleep;
  /** The process lives for long: it loads nothing for its writes that it would then hold for years. */
  readonly stays?: boolean;
}
