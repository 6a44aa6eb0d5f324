import { expect } from 'vitest';
import { whatBindLacks } from '../../double/bind.ts';
import { whatTheLabLacks } from '../../lab/requirements.ts';
import { homeServer, STABLE } from '../../support/machine.ts';
import { update, zone } from '../../support/update-run.ts';
import { openDnsNetwork } from '../status/dns-network.ts';
import { test as base } from './watching.ts';

const test = base
  .extend('lacking', { scope: 'file' }, async () => (await whatTheLabLacks()) ?? (await whatBindLacks()))
  /** Publishes, and then watches where all name servers of the zone have these records, and the service cannot be reached. */
  .extend('watchAmong', async ({ lacking, skip, double, home, watch }, { onCleanup }) => {
    if (lacking !== null && process.env['CI'] === 'true') throw new Error(`no name servers: ${lacking}`);
    skip(lacking !== null, `no name servers: ${lacking}`);
    return async (records: readonly string[], ...words: readonly string[]) => {
      await home.dynv6(update(double), { machine: homeServer });
      const network = await openDnsNetwork(zone, [records, records]);
      onCleanup(() => network.close());
      const line = ['--server', double.url, '--retries', '0', '--timeout', '2s', ...words, zone];
      // What was accepted minutes ago has reached every name server.
      return watch(line, { shell: network.shell, clockAhead: 10 * 60_000 });
    };
  });

test('what others changed at the service is sent again', async ({ watchAmong }) => {
  const watching = await watchAmong(['@ A 198.41.0.9', `@ AAAA ${STABLE.address}`], '--verify', '1s');
  await watching.says('nothing to send');
  // The service is out of reach here: that it was to be asked shows by that.
  await watching.says('could not be reached');
  watching.signal('SIGUSR1');
  expect(await watching.end()).toMatchObject({ code: 0 });
  expect(watching.stderr).not.toContain('all is well');
});
