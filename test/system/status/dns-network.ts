import { writeFile } from 'node:fs/promises';
import { type Bind, startBind } from '../../double/bind.ts';
import { mustRun } from '../../lab/command.ts';
import { openNamespace } from '../../lab/namespace.ts';
import { openTemporaryFolder, removeFolder } from '../../lab/temporary-folder.ts';

export interface DnsNetwork {
  /** A bash script for a home's run: the whole command line, inside. */
  readonly shell: string;
  close(): Promise<void>;
}

/** Where the name servers of a zone listen: `ns1` at the first address, and so on. */
const serverAddresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3'] as const;

/**
 * A network that is loopback alone, in which a zone's name servers listen at port 53 as they do in the world, each with
 * records of its own, or null where it is down. The first is also what the system takes for its resolver.
 */
export async function openDnsNetwork(
  zone: string,
  servers: readonly (readonly string[] | null)[],
): Promise<DnsNetwork> {
  const namespace = await openNamespace();
  const folder = await openTemporaryFolder();
  const running: Bind[] = [];
  const close = async () => {
    await Promise.all(running.map((bind) => bind.stop()));
    await namespace.close();
    await removeFolder(folder);
  };
  try {
    await namespace.ip(
      serverAddresses
        .slice(1)
        .map((address) => `addr add ${address}/8 dev lo\n`)
        .join(''),
    );
    await writeFile(`${folder}/resolv.conf`, `nameserver ${serverAddresses[0]}\n`);
    await mustRun(namespace.inside(['mount', '--bind', `${folder}/resolv.conf`, '/etc/resolv.conf']));
    const shared = servers
      .slice(1)
      .flatMap((_, index) => [`@ NS ns${index + 2}`, `ns${index + 2} A ${serverAddresses[index + 1]}`]);
    // Not into its mounts: BIND has to stay in the folder that it is started in.
    const inside = ['nsenter', `--net=${namespace.path}`, 'setpriv', '--pdeathsig', 'KILL', '--'];
    for (const [index, records] of servers.entries()) {
      if (records === null) continue;
      const address = serverAddresses[index] ?? '';
      const zones = [{ name: zone, records: [...shared, ...records] }];
      running.push(await startBind({ zones, keys: new Map(), address, port: 53, inside }));
    }
    return { shell: `exec ${namespace.inside(['"$@"']).join(' ')}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}
