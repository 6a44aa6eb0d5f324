import { mustRun, type Words } from '../lab/command.ts';

/** What the programs find on the machine. */
export const interfaceName = 'eth0';
export const ipv4 = '198.41.0.4';
export const ipv6 = '2a02:12ab:34c:ef:a00:27ff:fe12:3456';

/** What comes before the words of a command to run it in a network of its own; that ends with the command. */
export function networkWords(): Words {
  return process.getuid?.() === 0 ? ['unshare', '--net'] : ['unshare', '--user', '--map-root-user', '--net'];
}

/** Gives the network that this process is in an interface with public addresses, and a way out that leads nowhere. */
export async function setUpNetwork(): Promise<void> {
  await mustRun(
    ['ip', '-batch', '-'],
    `
link set lo up
link add ${interfaceName} type veth peer name far
link set far up
link set ${interfaceName} up
addr add ${ipv4}/24 dev ${interfaceName}
addr add ${ipv6}/64 dev ${interfaceName} nodad
route add default via 198.41.0.1
`,
  );
}
