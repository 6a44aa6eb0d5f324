import type { Known, MachineInterface } from '../../machine.ts';
import { attempt } from '../attempt.ts';
import type { DetectWorld } from '../world.ts';

/**
 * The given interfaces, with their link where it is known already, and all others of this network namespace. They come
 * from `/proc/net/dev`: the folder /sys/class/net shows the namespace that it was mounted in.
 */
export function readInterfaces(
  { readText }: DetectWorld,
  links: ReadonlyMap<string, boolean | undefined>,
): readonly MachineInterface[] {
  const devices = attempt(() => readText('/proc/net/dev'));
  const names = new Set([...links.keys(), ...parseDevices(devices.ok ? devices.value : '')]);
  return [...names].map((name) => ({ name, link: links.get(name) ?? readLink(readText, name) }));
}

/** The names in `/proc/net/dev`: two lines of headings, then `  eth0: 1234 …`. net/core/net-procfs.c */
export function parseDevices(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => /^ *([^ \t/:|]+): *\d/.exec(line)?.[1] ?? []);
}

function readLink(readText: DetectWorld['readText'], name: string): Known<boolean> {
  const carrier = attempt(() => readText(`/sys/class/net/${name}/carrier`));
  if (carrier.ok) return carrier.value.trim() === '1';
  // The kernel has no answer for an interface that is not up.
  return carrier.failure.code === 'EINVAL' ? false : 'unknown';
}
