import { test as base, vi } from 'vitest';
import type { DoubleRequest } from '../double/request.ts';
import { makeHome, type RunOptions } from '../support/home.ts';
import type { Run } from '../support/run-command.ts';
import { bundleProgram } from './bundle.ts';
import { openHomeNetwork } from './home-network.ts';
import { whatTheLabLacks } from './requirements.ts';
import { serviceAddresses } from './service.ts';

/** How long a test waits for what the kernel or a router is about to do; in milliseconds. */
export const patience = { timeout: 15_000, interval: 20 } as const;

// Routers answer within seconds, and the machine may be busy. What is waited for has a shorter deadline of its own.
vi.setConfig({ testTimeout: 60_000 });

const serviceProcess = new URL('./service-process.ts', import.meta.url);

/** Tests in a home network of their own. Skipped, with the reason, where none can be built; a failure where `CI=true`. */
export const test = base
  .extend('lacking', { scope: 'file' }, whatTheLabLacks)
  .extend('program', { scope: 'file' }, ({ lacking }) => (lacking === null ? bundleProgram(serviceProcess) : ''))
  .extend('lab', async ({ lacking, program, skip }, { onCleanup }) => {
    if (lacking !== null && process.env['CI'] === 'true') throw new Error(`no lab: ${lacking}`);
    skip(lacking !== null, `no lab: ${lacking}`);
    const network = await openHomeNetwork(program);
    onCleanup(network.close);
    return network;
  })
  /**
   * Runs the built command on the lab's host, with these words and the service as its server, from an empty home folder
   * that all runs of the test share. Tells, too, what the service was asked meanwhile.
   */
  .extend('dynv6', async ({ lab }, { onCleanup }) => {
    const home = await makeHome();
    onCleanup(home.remove);
    const shell = `exec ${lab.host.inside(['"$@"']).join(' ')}`;
    return async (
      line: string,
      { server = serviceAddresses.ipv4, ...options }: LabRunOptions = {},
    ): Promise<LabRun> => {
      const before = (await lab.service.requests()).length;
      const words = ['--server', `http://${server}`, ...line.trim().split(/ +/)];
      const run = await home.dynv6(words, { machine: null, shell, ...options });
      return { ...run, sent: (await lab.service.requests()).slice(before).map(valuesOf) };
    };
  });

interface LabRunOptions extends RunOptions {
  /** The service's IPv4 address where nothing is said. */
  readonly server?: string;
}

interface LabRun extends Run {
  /** What the requests asked to set, in order of arrival. */
  readonly sent: readonly Readonly<Record<string, string>>[];
}

function valuesOf({ parameters: { zone: _zone, token: _token, ...values } }: DoubleRequest): LabRun['sent'][number] {
  return values;
}
