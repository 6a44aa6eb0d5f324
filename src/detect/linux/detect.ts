import type { Detector, Machine } from '../../machine.ts';
import { fillIn } from '../facts.ts';
import { askOutgoing } from '../outgoing.ts';
import type { DetectWorld } from '../world.ts';
import { type IpAddressRow, parseIpJson, parseIpText } from './ip-address.ts';
import { look } from './look.ts';

/** Linux, and Android with what it lets programs see. */
export function linuxDetector(world: DetectWorld): Detector {
  return {
    look: async () => look(world),
    ask: async (machine, questions, signal) => {
      const [described, outgoing] = await Promise.all([
        questions.lifetimes ? askIp(world, machine, signal) : machine,
        askOutgoing(machine, questions.outgoing, world.connectUdp),
      ]);
      return { ...described, outgoing };
    },
  };
}

/** cron's and systemd's PATH may lack the sbin folders. */
const places = ['ip', '/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip', '/bin/ip'];

async function askIp(world: DetectWorld, machine: Machine, signal: AbortSignal): Promise<Machine> {
  const program = world.find(places);
  if (program === null) return withNote(machine, 'There is no ip command (of iproute2 or busybox)');

  const json = await world.run(program, ['-j', '-6', 'addr'], signal);
  const rows = json.ok ? parseIpJson(json.value) : null;
  if (rows !== null) return withRows(machine, rows);

  // busybox knows no -j, and iproute2 before 4.14 neither.
  const text = await world.run(program, ['-o', '-6', 'addr'], signal);
  return text.ok ? withRows(machine, parseIpText(text.value)) : withNote(machine, `${program} ${text.failure}`);
}

function withRows(machine: Machine, rows: readonly IpAddressRow[]): Machine {
  const factsOf = new Map(rows.map((row) => [`${row.address}@${row.interface}`, row.facts]));
  const addresses = machine.addresses.map((address) => {
    const facts = factsOf.get(`${address.address}@${address.interface}`);
    return facts === undefined ? address : fillIn(address, facts);
  });
  return { ...machine, addresses };
}

function withNote(machine: Machine, what: string): Machine {
  const note = `${what}: how long IPv6 addresses stay preferred is not known. To settle the choice yourself, name an address with --ipv6.`;
  return { ...machine, notes: [...machine.notes, note] };
}
