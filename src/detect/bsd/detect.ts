import type { Detector } from '../../machine.ts';
import { fail, ok } from '../../result.ts';
import { toolDetector } from '../tool-detector.ts';
import type { ToolMemory } from '../tool-memory.ts';
import type { DetectWorld } from '../world.ts';
import { factsOf } from './facts.ts';
import { parseIfconfig } from './ifconfig.ts';

/** launchd's PATH has /sbin, cron's has not. */
const places = ['ifconfig', '/sbin/ifconfig', '/usr/sbin/ifconfig'];

/** macOS, FreeBSD, OpenBSD and NetBSD: flags and lifetimes are `ifconfig`'s to tell. */
export function bsdDetector(world: DetectWorld, memory: ToolMemory): Detector {
  return toolDetector(world, memory, async (listed, signal) => {
    const program = world.find(places);
    if (program === null) return fail('There is no ifconfig command');
    // OpenBSD shows lifetimes unasked and knows no -L.
    const printed = await world.run(program, world.platform === 'openbsd' ? [] : ['-L'], signal);
    if (!printed.ok) return fail(`${program} ${printed.failure.words}`);

    const { interfaces, rows } = parseIfconfig(printed.value);
    if (interfaces.length === 0) return fail(`${program} printed nothing that tells of an interface`);
    const macs = new Map(listed.map(({ interface: name, mac }) => [name, mac]));
    return ok({
      interfaces,
      addresses: rows.map((row) => ({
        interface: row.interface,
        address: row.address,
        ...factsOf(row, macs.get(row.interface) ?? null, world.platform),
      })),
    });
  });
}
