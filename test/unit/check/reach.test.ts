import { expect, test } from 'vitest';
import type { Path, TriedPath } from '../../../src/check/path.ts';
import { reach, reachable } from '../../../src/check/reach.ts';
import type { Failure } from '../../../src/failure.ts';
import { fail, ok } from '../../../src/result.ts';

const refused: Failure = { code: 'network', message: 'refused' };

interface Row {
  readonly is: string;
  readonly server?: string;
  /** What the name is looked up to; null: not at all. */
  readonly addresses?: readonly string[] | null;
  readonly proxy?: string;
  /** The families over which nobody answers. */
  readonly silent?: readonly Path['over'][];
  /** Each path, with a mark where it failed. */
  readonly paths: readonly string[];
  readonly arrives: boolean;
}

test.for<Row>([
  { is: 'both families', paths: ['ipv4', 'ipv6'], arrives: true },
  { is: 'one family that works', silent: ['ipv6'], paths: ['ipv4', 'ipv6: refused'], arrives: true },
  { is: 'the other that works', silent: ['ipv4'], paths: ['ipv4: refused', 'ipv6'], arrives: true },
  {
    is: 'none that works',
    silent: ['ipv4', 'ipv6'],
    paths: ['ipv4: refused', 'ipv6: refused'],
    arrives: false,
  },
  {
    is: 'a name with one family',
    addresses: ['198.41.0.9'],
    paths: ['ipv4', 'ipv6: dynv6.com has no IPv6 address'],
    arrives: true,
  },
  { is: 'a name that nobody knows', addresses: null, paths: [], arrives: false },
  { is: 'an address', server: 'https://198.41.0.9:8443/', paths: ['ipv4'], arrives: true },
  { is: 'an IPv6 address', server: 'https://[2a02:12ab::9]/', paths: ['ipv6'], arrives: true },
  { is: 'a proxy, which looks the name up itself', proxy: 'http://proxy:3128', paths: ['any'], arrives: true },
  { is: 'a proxy that is gone', proxy: 'http://proxy:3128', silent: ['any'], paths: ['any: refused'], arrives: false },
])('$is', async ({ server = 'https://dynv6.com/', addresses, proxy = '', silent = [], paths, arrives }) => {
  const looked: string[] = [];
  const found = await reach(new URL(server), {
    async lookUp({ hostname }) {
      looked.push(hostname);
      return addresses === null ? fail(refused) : ok(addresses ?? ['198.41.0.9', '2a02:12ab::9']);
    },
    proxyFor: () => proxy,
    tryPath: async (path): Promise<TriedPath> => ({
      ...path,
      failure: silent.includes(path.over) ? refused : null,
      clock: null,
    }),
  });
  expect(found.paths.map(({ over, failure }) => (failure === null ? over : `${over}: ${failure.message}`))).toEqual(
    paths,
  );
  expect(reachable(found).ok).toBe(arrives);
  expect(looked).toEqual(server === 'https://dynv6.com/' && proxy === '' ? ['dynv6.com'] : []);
});
