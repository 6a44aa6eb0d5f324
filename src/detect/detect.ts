import type { Detector } from '../machine.ts';
import { linuxDetector } from './linux/detect.ts';
import type { DetectWorld } from './world.ts';

/** The reader for the system that the world says it is. */
export function detectorFor(world: DetectWorld): Detector {
  return linuxDetector(world);
}
