import { expect, vi } from 'vitest';
import { restAlternatives } from '../../double/rest-switches.ts';
import type { Switches } from '../../double/switches.ts';
import { test } from '../../support/fixtures.ts';
import { inPairs, type Row } from '../../support/pairwise.ts';
import { update, zone, zonesOf } from '../../support/update-run.ts';
import { changes } from './changes.ts';

// Many runs of the command.
vi.setConfig({ testTimeout: 30_000 });

const rows = inPairs(restAlternatives).map((row) => ({ row, is: JSON.stringify(row) }));

test.for(rows)('REST works where $is', async ({ row }, { openDouble, home }) => {
  const double = await openDouble({
    switches: thrown(row),
    zones: { 'my-example.dynv6.net': {}, [zone]: { ipv6prefix: '2a02:99::/64' } },
    records: { [zone]: [{ type: 'TXT', data: 'x'.repeat(300) }, { name: 'www' }] },
  });
  const again = update(double, '--via', 'rest', '--force', '--json');
  expect(await home.dynv6(update(double, '--via', 'rest'))).toMatchObject({ code: 0, stderr: '' });
  const sent = changes(double).length;
  expect(zonesOf(await home.dynv6(again))).toMatchObject([{ result: 'unchanged', error: null }]);
  expect(changes(double)).toHaveLength(sent);
  expect(double.zones.get('my-example.dynv6.net')).toEqual({ ipv4: null, ipv6: null, ipv6prefix: null });

  const list = await home.dynv6(['records', 'list', zone, '--json', '--server', double.url]);
  const file = await home.write('zone.json', list.stdout);
  const applied = await home.dynv6(['records', 'apply', zone, file, '--prune', '--json', '--server', double.url]);
  expect(JSON.parse(applied.stdout)).toMatchObject({ result: 'unchanged' });
  expect(changes(double)).toHaveLength(sent);

  const unknown = await home.dynv6(['records', 'list', 'ample.dynv6.net', '--server', double.url]);
  expect(unknown).toMatchObject({ code: 68, stdout: '' });
  const wrong = await home.dynv6(['zones', 'list', '--server', double.url], { env: { token: 'wrong' } });
  expect(wrong).toMatchObject({ code: 77, stdout: '' });
});

/** The rows are made of the switches' own names and values. */
function thrown(row: Row): Partial<Switches> {
  return row;
}
