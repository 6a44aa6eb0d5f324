import type { Detector } from '../machine.ts';
import type { ToolMemory } from './tool-memory.ts';

/** A machine to look at: this one, or one that is played. */
export interface Observed {
  detector(memory: ToolMemory): Detector;
  /**
   * A text that is the same as long as a look would show the same, as far as that can be told at no cost: without
   * parsing, and without a process. Never throws.
   */
  glance(): string;
}
