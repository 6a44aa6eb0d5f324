import { test as base } from 'vitest';
import { makeHome, type RunOptions } from '../support/home.ts';
import type { Run } from '../support/run-command.ts';
import { bundleProgram } from './bundle.ts';
import { openHomeNetwork } from './home-network.ts';
import { whatTheLabLacks } from './requirements.ts';

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
  /** Runs the built command on the lab's host, from an empty home folder that all runs of the test share. */
  .extend('dynv6', async ({ lab }, { onCleanup }) => {
    const home = await makeHome();
    onCleanup(home.remove);
    const shell = `exec ${lab.host.inside(['"$@"']).join(' ')}`;
    return (words: readonly string[], options: RunOptions = {}): Promise<Run> =>
      home.dynv6(words, { machine: null, shell, ...options });
  });
