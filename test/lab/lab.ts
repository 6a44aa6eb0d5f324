import { test as base } from 'vitest';
import type { DoubleRequest } from '../double/request.ts';
import { makeHome, type RunOptions } from '../support/home.ts';
import type { Run } from '../support/run-command.ts';
import { bundleProgram } from './bundle.ts';
import { openHomeNetwork } from './home-network.ts';
import { whatTheLabLacks } from './requirements.ts';
import { serviceAddresses } from './service.ts';

/** Tests in a home network of their own. Skipped, with the reason, where none can be built; a failure where `CI=true`. */
export const test = base
  .extend('lacking', { scope: 'file' }, whatTheLabLacks)
  .extend('program', { scope: 'file' }, ({ lacking }) => (lacking === null ? bundleProgram('service-process') : ''))
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
      const words = ['--server', `http://${server}`, ...line.split(' ')];
      const run = await home.dynv6(words, { machine: null, shell, ...options });
      return { ...run, sent: (await lab.service.requests()).slice(before).map(valuesOf) };
    };
  });

export interface LabRunOptions extends RunOptions {
  /** The service's IPv4 address where nothing is said. */
  readonly server?: string;
}

export interface LabRun extends Run {
  /** What the requests asked to set, in order of arrival. */
  readonly sent: readonly Readonly<Record<string, string>>[];
}

function valuesOf({ parameters: { zone: _zone, token: _token, ...values } }: DoubleRequest): LabRun['sent'][number] {
  return values;
}
