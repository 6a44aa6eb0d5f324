import { expect } from 'vitest';
import { asked, oneLine, stackTrace, update } from '../../support/update-run.ts';
import { type Play, test } from './stage.ts';

/** Android 10 and later show programs neither their addresses nor the kernel's tables. */
const android: Play = { platform: 'android', interfaces: null, closed: ['/proc/', '/sys/'] };

test('Android that refuses its list: by default the service takes the address of the connection (C56)', async ({
  stage,
  double,
}) => {
  const run = await stage.run(android, update(double));
  expect(run.code).toBe(0);
  expect(asked(double)).toEqual([{ ipv4: 'auto' }]);
  expect(run.stderr).not.toMatch(stackTrace);
});

test('Android that refuses its list: IPv6 alone ends in a sentence with the way round (C56)', async ({
  stage,
  double,
}) => {
  const run = await stage.run(android, update(double, '-6'));
  expect(run).toMatchObject({
    code: 66,
    stdout: '',
    stderr: expect.stringMatching(oneLine('does not let programs list its addresses', '--ipv6 auto')),
  });
  expect(asked(double)).toEqual([]);
});

test.for<{ words: string; address?: string; sends: object }>([
  { words: '-4 --ipv4 auto', sends: { ipv4: 'auto' } },
  { words: '-6 --ipv6 auto --prefix none', address: '::1', sends: { ipv6: 'auto' } },
  { words: '--ipv6 2a02:12ab::1 --ipv4 none', sends: { ipv6: '2a02:12ab::1' } },
  { words: '--ipv4 198.41.0.4 --ipv6 none', sends: { ipv4: '198.41.0.4' } },
])('Android that refuses its list: $words is sent (C56)', async (row, { stage, openDouble }) => {
  const { words, address = '127.0.0.1', sends } = row;
  const double = await openDouble({ addresses: [address] });
  const run = await stage.run(android, update(double, ...words.split(' ')));
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(asked(double)).toEqual([sends]);
});

test.for([['--version'], ['--help'], ['addresses'], ['report']])(
  'Android that refuses its list: %s (C56)',
  async ([word = ''], { stage }) => {
    const run = await stage.run(android, [word]);
    expect(run.code).toBe(0);
    expect(`${run.stdout}${run.stderr}`).not.toMatch(stackTrace);
  },
);
