import { chmod, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Home } from '../../support/home.ts';

export interface StandIns {
  /** The PATH under which a run finds the stand-ins, and after them the system's own tools. */
  readonly PATH: string;
  /** What they were called with, a line each. */
  called(): Promise<readonly string[]>;
}

/**
 * Tools that note down what they are called with. A question that begins with `is-` or `print`, or that is `/query`,
 * is answered with yes once something was started. One that was told the token complains.
 */
export async function standIns(home: Home, tools: readonly string[]): Promise<StandIns> {
  const folder = join(home.folder, 'tools');
  const log = join(folder, 'log');
  const started = join(folder, 'started');
  const script = `#!/bin/sh
echo "\${0##*/} $*" >>'${log}'
[ -z "$token$DYNV6_TOKEN" ] || { echo 'it was told the token' >&2; exit 1; }
case "$*" in
  *is-enabled*|*is-active*|print*|/query*) [ -e '${started}' ]; exit ;;
  *restart*|bootstrap*|/create*) : >'${started}' ;;
  *disable*|bootout*|/delete*) rm -f '${started}' ;;
esac
exit 0
`;
  for (const tool of tools) await chmod(await home.write(`tools/${tool}`, script), 0o755);
  return {
    PATH: `${folder}:/usr/bin:/bin`,
    async called() {
      const text = await readFile(log, 'utf8').catch(() => '');
      return text.split('\n').filter((line) => line !== '');
    },
  };
}

/** The one file that install may write a token into. */
export async function tokenFileOf(home: Home): Promise<string> {
  const file = await home.write('.config/dynv6/token', '');
  await rm(join(home.folder, '.config'), { recursive: true });
  return file;
}
