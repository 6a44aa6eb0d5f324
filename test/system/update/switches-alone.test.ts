import { expect } from 'vitest';
import { always, redirect } from '../../double/faults.ts';
import { updateApiAlternatives } from '../../double/update-api-switches.ts';
import { test } from '../../support/fixtures.ts';
import { eachAlone } from '../../support/pairwise.ts';
import { oneLine, update } from '../../support/update-run.ts';
import { worksWith } from './all-switches.ts';

const rows = [{}, ...eachAlone(updateApiAlternatives)].map((row) => [JSON.stringify(row), row] as const);

test.for(rows)('an update works where %s', async ([, row], { certificates, openDouble, home }) => {
  await worksWith(row, { certificates, openDouble, home });
});

test('plain HTTP that the service sends on to HTTPS is told, and the token not sent on', async ({
  openDouble,
  home,
}) => {
  const elsewhere = await openDouble({});
  const double = await openDouble({ faults: always(redirect(301, elsewhere.url)) });
  const run = await home.dynv6(update(double));
  expect(run).toEqual({ code: 76, stdout: '', stderr: expect.stringMatching(oneLine('redirect')) });
  expect(elsewhere.connections).toBe(0);
});
