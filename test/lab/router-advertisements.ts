import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Namespace } from './namespace.ts';

/** A prefix as a router announces it (RFC 4861, section 4.6.2). Lifetimes are in seconds. */
interface AdvertisedPrefix {
  /** `2a02:12ab:34c:ef::/64`. */
  readonly network: string;
  /** 4 hours where nothing is said; 0 deprecates the addresses. */
  readonly preferred?: number;
  /** A day where nothing is said. */
  readonly valid?: number;
  /** Off: on-link, but hosts make no address of it (a network with DHCPv6). */
  readonly autonomous?: boolean;
}

/** The router's radvd. */
export interface RouterAdvertisements {
  /**
   * From now on only these prefixes, as after a power cut: nothing is said about those announced before. The first
   * announcement is out when the promise resolves.
   */
  announce(prefixes: readonly AdvertisedPrefix[]): Promise<void>;
}

export function routerAdvertisements(router: Namespace, port: string, folder: string): RouterAdvertisements {
  const file = join(folder, 'radvd.conf');
  let running: ChildProcess | null = null;

  return {
    async announce(prefixes) {
      // Not asked to end: radvd would take back the router and, with DeprecatePrefix, the prefixes.
      if (running?.kill('SIGKILL')) await once(running, 'close');
      await writeFile(file, configuration(port, prefixes));
      const words = ['--nodaemon', '--config', file, '--pidfile', join(folder, 'radvd.pid'), '--logmethod', 'stderr'];
      running = router.start(['radvd', ...words], ['ignore', 'ignore', 'pipe']);
      await started(running);
    },
  };
}

/** radvd.conf(5). */
function configuration(port: string, prefixes: readonly AdvertisedPrefix[]): string {
  const blocks = prefixes.map(
    ({ network, preferred = 14_400, valid = 86_400, autonomous = true }) => `
  prefix ${network} {
    AdvPreferredLifetime ${preferred};
    AdvValidLifetime ${valid};
    AdvAutonomous ${autonomous ? 'on' : 'off'};
  };`,
  );
  return `interface ${port} {
  AdvSendAdvert on;
  MinRtrAdvInterval 3;
  MaxRtrAdvInterval 4;
  AdvDefaultLifetime 9000;${blocks.join('')}
};
`;
}

async function started({ stderr }: ChildProcess): Promise<void> {
  let said = '';
  for await (const chunk of stderr ?? []) {
    said += String(chunk);
    if (said.includes('started')) return;
  }
  throw new Error(`radvd: ${said}`);
}
