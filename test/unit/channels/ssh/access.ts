import { tmpdir } from 'node:os';
import type { SshAccess } from '../../../../src/channels/ssh/client.ts';
import type { SshSystem } from '../../../../src/channels/ssh/connection.ts';
import { parseSshDestination } from '../../../../src/channels/ssh/destination.ts';
import { makePrivateFolder } from '../../../../src/channels/ssh/private-folder.ts';
import { runProcessWith } from '../../../../src/channels/ssh/run-process.ts';
import type { SshDouble } from '../../../double/sshd.ts';

/** The way in with everything right. */
export function accessTo({ destination, keys, knownHosts }: SshDouble): SshAccess {
  const parsed = parseSshDestination(destination);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return { destination: parsed.value, identity: keys.good, knownHosts: knownHosts.right };
}

/** This system; the sockets go into the folder. */
export function systemWith(folder = tmpdir(), environment = process.env): SshSystem {
  return { run: runProcessWith(environment), makePrivateFolder: () => makePrivateFolder('linux', folder) };
}
