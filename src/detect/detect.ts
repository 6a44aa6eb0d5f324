import type { Detector } from '../machine.ts';
import { linuxDetector } from './linux/detect.ts';
import type { ToolMemory } from './tool-memory.ts';
import type { DetectWorld } from './world.ts';

/** Keeps nothing: a tool is then asked at each look. */
const forgetful: ToolMemory = { recall: () => null, remember: () => undefined };

/** The reader for the system that the world says it is. What only other systems need is loaded on them alone. */
export function detectorFor(world: DetectWorld, memory: ToolMemory = forgetful): Detector {
  if (world.platform === 'linux' || world.platform === 'android') return linuxDetector(world);
  const detector = loadDetector(world, memory);
  return {
    look: async (signal) => (await detector).look(signal),
    ask: async (machine, questions, signal) => (await detector).ask(machine, questions, signal),
  };
}

async function loadDetector(world: DetectWorld, memory: ToolMemory): Promise<Detector> {
  switch (world.platform) {
    case 'darwin':
    case 'freebsd':
    case 'netbsd':
    case 'openbsd':
      return (await import('./bsd/detect.ts')).bsdDetector(world, memory);
    case 'win32':
      return (await import('./windows/detect.ts')).windowsDetector(world, memory);
    default:
      return (await import('./unknown-system.ts')).unknownSystemDetector(world);
  }
}
