import { mustRun } from './command.ts';
import { type Namespace, openNamespace } from './namespace.ts';
import { routerAdvertisements } from './router-advertisements.ts';
import { openTemporaryFolder, removeFolder } from './temporary-folder.ts';

/**
 * Why no lab can be built on this machine, in the words of what refused; null where one can. Found by trying each thing
 * that the lab is made of, not by looking for programs or user ids.
 */
export async function whatTheLabLacks(): Promise<string | null> {
  const folder = await openTemporaryFolder();
  try {
    const namespace = await openNamespace();
    await tryAll(namespace, folder).finally(namespace.close);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.trim().replaceAll(/\s+/g, ' ') : String(error);
  } finally {
    await removeFolder(folder);
  }
}

async function tryAll(namespace: Namespace, folder: string): Promise<void> {
  await namespace.ip(`
link add br0 type bridge
link add veth0 type veth peer name veth1
link set veth0 master br0
`);
  const nat = 'add table ip nat; add chain ip nat out { type nat hook postrouting priority 0; }';
  await mustRun(namespace.inside(['nft', `${nat}; add rule ip nat out masquerade`]));
  await routerAdvertisements(namespace, 'br0', folder).announce([]);
}
