import { expect } from 'vitest';
import { type Bind, exampleZone, startBind, whatBindLacks } from '../../double/bind.ts';
import { openNamespace } from '../../lab/namespace.ts';
import { whatTheLabLacks } from '../../lab/requirements.ts';
import { test as base } from '../../support/fixtures.ts';
import { oneLine, zone } from '../../support/update-run.ts';
import { one, two } from './values.ts';

const keyName = 'hmac-sha256.tsig.dynv6.com';

/** A network that is loopback alone, with two name servers of the zone that do not tell each other of changes. */
const test = base
  .extend('lacking', { scope: 'file' }, async () => (await whatTheLabLacks()) ?? (await whatBindLacks()))
  .extend('nameServers', async ({ lacking, skip }, { onCleanup }) => {
    if (lacking !== null && process.env['CI'] === 'true') throw new Error(`no name servers: ${lacking}`);
    skip(lacking !== null, `no name servers: ${lacking}`);
    const namespace = await openNamespace();
    const running: Bind[] = [];
    onCleanup(async () => {
      await Promise.all(running.map((bind) => bind.stop()));
      await namespace.close();
    });
    await namespace.ip('addr add 127.0.0.2/8 dev lo');
    const inside = ['nsenter', `--net=${namespace.path}`, 'setpriv', '--pdeathsig', 'KILL', '--'];
    const zones = [{ ...exampleZone, records: ['@ NS ns2', 'ns2 A 127.0.0.2'] }];
    for (const address of ['127.0.0.1', '127.0.0.2']) {
      running.push(await startBind({ zones, address, port: 53, inside }));
    }
    return { first: running[0], second: running[1], shell: `exec ${namespace.inside(['"$@"']).join(' ')}` };
  });

test('waits for every name server, and says which one is behind', async ({ nameServers, home }) => {
  const { first, second, shell } = nameServers;
  const key = await home.write('key.conf', first?.keys.get(keyName) ?? '');
  const present = (value: string, wait: string, ...more: readonly string[]) =>
    home.dynv6(
      [
        ...['acme', 'present', zone, value, '--zone', zone, '--wait', wait, '--resolver', '127.0.0.1'],
        ...['--via', 'dns', '--server', '127.0.0.1', '--key-file', key, '--timeout', '2s', ...more],
      ],
      { shell, env: {} },
    );

  expect(await present(one, '500ms')).toEqual({
    code: 75,
    stdout: `+ _acme-challenge TXT "${one}"\n`,
    stderr: expect.stringMatching(oneLine(`the value is set`, `ns2.${zone} does not show`)),
  });

  const copied = [one, two].map((value) => `update add _acme-challenge.${zone}. 60 TXT ${value}`);
  const update = await second?.nsupdate(second.keys.get(keyName) ?? '', [`zone ${zone}`, ...copied]);
  expect(update).toMatchObject({ code: 0 });
  expect(await present(one, '10s')).toMatchObject({ code: 0, stderr: '' });
  const document = await present(two, '10s', '--json');
  expect(JSON.parse(document.stdout)).toMatchObject({ zone, channel: 'dns', result: 'done', error: null });
});
