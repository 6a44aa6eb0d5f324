import type { Detector } from '../machine.ts';
import { fail } from '../result.ts';
import { toolDetector } from './tool-detector.ts';
import type { DetectWorld } from './world.ts';

/** A system that Node runs on and that nobody has described to dynv6 (SunOS, AIX): Node's list, and no flags. */
export function unknownSystemDetector(world: DetectWorld): Detector {
  const nothing = { recall: () => null, remember: () => undefined };
  return toolDetector(world, nothing, async () => fail(`dynv6 knows no tool to ask on ${world.platform}`));
}
