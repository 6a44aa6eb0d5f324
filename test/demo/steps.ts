import type { Machine } from '../../src/machine.ts';
import type { HeldZone } from '../double/state.ts';
import { homeServer, machineWith, seen, TEMP } from '../support/machine.ts';

/** One thing to show, and what has to come of it. */
export interface Step {
  readonly title: string;
  readonly words: readonly string[];
  readonly token: string;
  readonly machine: Machine;
  readonly exitCode: number;
  /** How many requests reach the service. */
  readonly requests: number;
  /** What the service holds afterwards. */
  readonly holds: HeldZone;
}

export const zone = 'example.dynv6.net';
export const rightToken = 'd3mo-T0ken';

const before: HeldZone = {
  ipv4: '198.41.0.4',
  ipv6: '2a02:12ab:34c:ef:a00:27ff:fe12:3456',
  ipv6prefix: '2a02:12ab:34c:ef::/64',
};
const after: HeldZone = {
  ipv4: '198.41.0.77',
  ipv6: '2a02:12ab:9d0:1:a00:27ff:fe12:3456',
  ipv6prefix: '2a02:12ab:9d0:1::/64',
};

/** The provider has handed out other addresses; the old prefix is on its way out. */
const renumbered = machineWith({
  eth0: [
    '198.41.0.77/24',
    seen('2a02:12ab:9d0:1:a00:27ff:fe12:3456/64', 'eui-64'),
    seen('2a02:12ab:9d0:1:158b:748c:e886:5321/64', 'slaac', 'temporary'),
    seen('2a02:12ab:34c:ef:a00:27ff:fe12:3456/64', 'eui-64', 'deprecated'),
    seen('fd12:3456:789a:1:a00:27ff:fe12:3456/64', 'eui-64'),
    seen('fe80::a00:27ff:fe12:3456/64', 'eui-64'),
  ],
  docker0: ['172.17.0.1/16'],
});

const plain = { words: [zone], token: rightToken, machine: homeServer } as const;

export const steps: readonly Step[] = [
  { ...plain, title: 'The first run publishes the addresses', exitCode: 0, requests: 1, holds: before },
  { ...plain, title: 'Run again, it has nothing to send', exitCode: 0, requests: 0, holds: before },
  {
    ...plain,
    title: 'The provider hands out other addresses',
    machine: renumbered,
    exitCode: 0,
    requests: 1,
    holds: after,
  },
  {
    ...plain,
    title: 'Why these, and not the rest?',
    words: ['addresses'],
    machine: renumbered,
    exitCode: 0,
    requests: 0,
    holds: after,
  },
  { ...plain, title: 'A wrong token is refused', token: 'wr0ng', exitCode: 77, requests: 1, holds: after },
  {
    ...plain,
    title: 'It is not asked again with the same token for an hour',
    token: 'wr0ng',
    exitCode: 77,
    requests: 0,
    holds: after,
  },
  {
    title: 'An address that will be gone tomorrow is not published',
    words: ['-6', zone],
    token: rightToken,
    machine: machineWith({ eth0: [TEMP] }),
    exitCode: 66,
    requests: 0,
    holds: after,
  },
];
