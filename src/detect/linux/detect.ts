import type { Detector, Family, Machine } from '../../machine.ts';
import { attempt } from '../attempt.ts';
import { describe } from '../facts.ts';
import { lifetimesUnknown } from '../notes.ts';
import { askOutgoing } from '../outgoing.ts';
import type { DetectWorld } from '../world.ts';
import { parseIpv4DefaultRoute, parseIpv6DefaultRoute } from './default-route.ts';
import { parseIpJson, parseIpText } from './ip-address.ts';
import { look } from './look.ts';
import { ipPlaces } from './places.ts';

/** Linux, and Android with what it lets programs see. */
export function linuxDetector(world: DetectWorld): Detector {
  return {
    look: async () => look(world),
    ask: async (machine, questions, signal) => {
      const [described, outgoing] = await Promise.all([
        questions.lifetimes ? askIp(world, machine, signal) : machine,
        askOutgoing(machine, questions.outgoing, world.connectUdp),
      ]);
      return { ...described, outgoing: { ...outgoing, ...beyondRejects(world, outgoing, questions.outgoing) } };
    },
  };
}

const tables = {
  ipv4: { file: '/proc/net/route', parse: parseIpv4DefaultRoute },
  ipv6: { file: '/proc/net/ipv6_route', parse: parseIpv6DefaultRoute },
} as const;

/** Bytes: a router with the routes of the whole internet has more. */
const longestTable = 4 * 1024 * 1024;

/**
 * Where the kernel has no way out now: the default route that it would take without those that reject. A VPN's kill
 * switch or a router's "unreachable default" does not make another interface the right one.
 */
function beyondRejects(
  world: DetectWorld,
  outgoing: Machine['outgoing'],
  asked: readonly Family[],
): Partial<Machine['outgoing']> {
  const barred = asked.filter((family) => outgoing[family] === null);
  return Object.fromEntries(
    barred.map((family) => {
      const { file, parse } = tables[family];
      const text = attempt(() => world.readText(file, longestTable));
      return [family, text.ok ? parse(text.value) : null];
    }),
  );
}

async function askIp(world: DetectWorld, machine: Machine, signal: AbortSignal): Promise<Machine> {
  const program = world.find(ipPlaces);
  if (program === null) return withNote(machine, 'There is no ip command (of iproute2 or busybox)');

  const json = await world.run(program, ['-j', '-6', 'addr'], signal);
  const described = json.ok ? parseIpJson(json.value) : null;
  if (described !== null) return { ...machine, addresses: describe(machine.addresses, described) };

  // busybox knows no -j, and iproute2 before 4.14 neither.
  const text = await world.run(program, ['-o', '-6', 'addr'], signal);
  if (!text.ok) return withNote(machine, `${program} ${text.failure.words}`);
  return { ...machine, addresses: describe(machine.addresses, parseIpText(text.value)) };
}

function withNote(machine: Machine, what: string): Machine {
  return { ...machine, notes: [...machine.notes, lifetimesUnknown(what)] };
}
