// biome-ignore-all lint/correctness/noEmptyPattern: vitest reads the wanted fixtures out of the pattern.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import { type Certificates, makeCertificates } from '../double/certificates.ts';
import { type Double, type DoubleOptions, startDouble } from '../double/double.ts';
import { type Home, makeHome } from './home.ts';
import { type ProxyOptions, startProxy, type TunnelProxy } from './proxy.ts';

/** A test with the local service and an empty home; both are gone when it ends. */
export const test = base
  .extend('certificates', { scope: 'worker' }, async ({}, { onCleanup }): Promise<Certificates> => {
    const folder = await mkdtemp(join(tmpdir(), 'dynv6-certificates-'));
    onCleanup(() => rm(folder, { recursive: true, force: true }));
    return makeCertificates(folder);
  })
  /** Starts a double that is not the plain one. */
  .extend('openDouble', async ({}, { onCleanup }) => {
    const opened: Double[] = [];
    onCleanup(async () => void (await Promise.all(opened.map((double) => double.close()))));
    return async (options: DoubleOptions): Promise<Double> => {
      const double = await startDouble(options);
      opened.push(double);
      return double;
    };
  })
  /** The plain double: one zone, one token, plain HTTP over IPv4. */
  .extend('double', async ({ openDouble }): Promise<Double> => openDouble({}))
  /** Starts a proxy on loopback. */
  .extend('openProxy', async ({}, { onCleanup }) => {
    const opened: TunnelProxy[] = [];
    onCleanup(async () => void (await Promise.all(opened.map((proxy) => proxy.close()))));
    return async (options: ProxyOptions = {}): Promise<TunnelProxy> => {
      const proxy = await startProxy(options);
      opened.push(proxy);
      return proxy;
    };
  })
  .extend('home', async ({}, { onCleanup }): Promise<Home> => {
    const home = await makeHome();
    onCleanup(() => home.remove());
    return home;
  });
