import type { Detector, Machine } from '../machine.ts';
import { ok, type Result } from '../result.ts';
import { type ListedAddress, readNodeList } from './node-list.ts';
import { askOutgoing } from './outgoing.ts';
import { blindPicture, type Description, picture } from './picture.ts';
import { formatMemory, memoryKey, parseMemory, recall, type ToolMemory } from './tool-memory.ts';
import type { DetectWorld } from './world.ts';

/** One process; a failure is the beginning of a sentence that names the tool and what became of it. */
export type Tool = (listed: readonly ListedAddress[], signal: AbortSignal) => Promise<Result<Description, string>>;

/**
 * Milliseconds. A router that is gone refreshes nothing, so remembered lifetimes drift from the real ones, by their age
 * at most; and differences of lifetimes count from a quarter of an hour on.
 */
const lifetimesGoodFor = 15 * 60_000;

/** A system whose flags only a process can tell. It is started where what it said last does not hold any more. */
export function toolDetector(world: DetectWorld, memory: ToolMemory, tool: Tool): Detector {
  /** Asks the tool and keeps what it says. */
  async function describeAnew(
    listed: readonly ListedAddress[],
    signal: AbortSignal,
  ): Promise<Result<Description, string>> {
    const takenAt = world.now();
    const description = await tool(listed, signal);
    if (description.ok) {
      memory.remember(formatMemory({ key: memoryKey(listed), takenAt, ...description.value }));
    }
    return description;
  }

  async function look(signal: AbortSignal): Promise<Machine> {
    const listed = readNodeList(() => world.networkInterfaces());
    if (!listed.ok) return blindPicture(world.platform, listed.failure);
    const recalled = recall(parseMemory(memory.recall()), listed.value, world.now());
    const description = recalled === null ? await describeAnew(listed.value, signal) : ok(recalled);
    return picture(world.platform, listed.value, description);
  }

  /** The picture with the tool's lifetimes of now; as it is where the tool says nothing. */
  async function withLifetimes(machine: Machine, signal: AbortSignal): Promise<Machine> {
    const takenAt = parseMemory(memory.recall())?.takenAt ?? world.now();
    const listed = readNodeList(() => world.networkInterfaces());
    if (!listed.ok || world.now() - takenAt <= lifetimesGoodFor) return machine;
    const description = await describeAnew(listed.value, signal);
    return description.ok ? picture(world.platform, listed.value, description) : machine;
  }

  return {
    look,
    ask: async (machine, questions, signal) => {
      const answered = questions.lifetimes ? await withLifetimes(machine, signal) : machine;
      return { ...answered, outgoing: await askOutgoing(answered, questions.outgoing, world.connectUdp) };
    },
  };
}
