import { platform, tmpdir } from 'node:os';
import type { SshSystem } from './connection.ts';
import { makePrivateFolder } from './private-folder.ts';
import { runProcessWith } from './run-process.ts';

/** The processes and the temporary files of the machine that dynv6 runs on. */
export function thisSystem(environment: NodeJS.ProcessEnv): SshSystem {
  return {
    run: runProcessWith(environment),
    makePrivateFolder: () => makePrivateFolder(platform(), tmpdir()),
  };
}
