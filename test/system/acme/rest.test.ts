import { describe, expect } from 'vitest';
import type { Double } from '../../double/double.ts';
import { test } from '../../support/fixtures.ts';
import type { Home } from '../../support/home.ts';
import { oneLine, zone } from '../../support/update-run.ts';
import { changes, heldRecords } from '../rest/changes.ts';
import { dashed, one, two } from './values.ts';

/** `dynv6 acme …` against the double. */
function acme(home: Home, { url }: Double, ...words: readonly string[]) {
  return home.dynv6(['acme', ...words, '--server', url]);
}

const challenge = (value: string) => `_acme-challenge TXT ${value}`;

describe('the token of the Update API does for REST', () => {
  test('two values stand beside each other, and each is taken away by itself', async ({ double, home }) => {
    expect(await acme(home, double, 'present', zone, one)).toEqual({
      code: 0,
      stdout: `+ _acme-challenge TXT "${one}"\n${zone}: done: 1 added\n`,
      stderr: '',
    });
    await acme(home, double, 'present', `*.${zone}.`, two);
    await acme(home, double, 'present', `_acme-challenge.${zone}`, dashed);
    expect(heldRecords(double, zone)).toEqual([one, two, dashed].map(challenge));

    expect(await acme(home, double, 'cleanup', zone, two)).toEqual({
      code: 0,
      stdout: `- _acme-challenge TXT "${two}"\n${zone}: done: 1 deleted\n`,
      stderr: '',
    });
    expect(heldRecords(double, zone)).toEqual([one, dashed].map(challenge));
    await acme(home, double, 'cleanup', zone, dashed);
    expect(heldRecords(double, zone)).toEqual([challenge(one)]);
  });

  test('nothing is done twice, and other records stay', async ({ openDouble, home }) => {
    const records = [
      { type: 'TXT', name: '', data: one },
      { type: 'TXT', name: '_acme-challenge', data: two },
      { type: 'TXT', name: '_acme-challenge.www', data: one },
    ];
    const double = await openDouble({ records: { [zone]: records } });
    for (const words of [
      ['present', zone, two],
      ['cleanup', zone, one],
    ]) {
      expect(await acme(home, double, ...words)).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(oneLine('nothing to do')),
      });
    }
    expect(changes(double)).toEqual([]);
  });

  test('a dry run shows what would be done', async ({ double, home }) => {
    expect(await acme(home, double, 'present', zone, one, '--dry-run')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('would be done: 1 added'),
    });
    expect(changes(double)).toEqual([]);
  });

  test('the document of --json tells of the one change', async ({ double, home }) => {
    const { stdout } = await acme(home, double, 'present', `www.${zone}`, one, '--json');
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      zone,
      channel: 'rest',
      result: 'done',
      plan: {
        add: [{ type: 'TXT', name: '_acme-challenge.www', data: one }],
        change: [],
        delete: [],
        keep: 0,
      },
      done: 1,
      error: null,
    });
  });

  test('-q is silent', async ({ double, home }) => {
    expect(await acme(home, double, 'present', zone, one, '-q')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(changes(double)).toHaveLength(1);
  });
});

describe('the zone', () => {
  test('is the longest of those that the service lists, and never one with the same end (C60)', async ({
    openDouble,
    home,
  }) => {
    const zones = ['le.org', 'example.org', 'lab.example.org', 'a.lab.example.org', 'b.example.org'];
    const double = await openDouble({ zones: Object.fromEntries(zones.map((name) => [name, {}])) });
    await acme(home, double, 'present', 'x.lab.example.org', one);
    expect(heldRecords(double, 'lab.example.org')).toEqual([`_acme-challenge.x TXT ${one}`]);
    expect(await acme(home, double, 'present', 'my-example.org', one)).toMatchObject({
      code: 68,
      stdout: '',
      stderr: expect.stringMatching(oneLine('_acme-challenge.my-example.org')),
    });
    expect(changes(double)).toHaveLength(1);
  });

  test('of the config file gives way to a longer one that the service lists', async ({ openDouble, home }) => {
    const double = await openDouble({ zones: { 'example.org': {}, 'lab.example.org': {} } });
    const config = await home.write('config.json', JSON.stringify({ zones: ['example.org'] }));
    await acme(home, double, 'present', 'x.lab.example.org', one, '--config', config);
    expect(heldRecords(double, 'lab.example.org')).toEqual([`_acme-challenge.x TXT ${one}`]);
  });

  test('that is named is taken without a question, with the settings that it has', async ({ openDouble, home }) => {
    const double = await openDouble({
      zones: { 'example.org': {}, 'lab.example.org': {} },
      tokens: { 'ex4mple-token': ['example.org'] },
    });
    home.secret('ex4mple-token');
    const content = { zones: [{ zone: 'example.org', token: 'ex4mple-token' }] };
    const config = await home.write('config.json', JSON.stringify(content));
    const words = ['acme', 'present', 'x.lab.example.org', one, '--config', config, '--server', double.url];
    const typed = await home.dynv6([...words, '--zone', 'EXAMPLE.org.'], { env: {} });
    expect(typed).toMatchObject({ code: 0, stdout: expect.stringContaining('1 added') });
    expect(heldRecords(double, 'example.org')).toEqual([`_acme-challenge.x.lab TXT ${one}`]);
    expect(double.log.filter(({ path }) => path === '/api/v2/zones')).toEqual([]);
  });
});

describe('what is wrong is said in one line, and nothing is sent', () => {
  test.for<readonly [words: readonly string[], code: number, says: string]>([
    [[], 64, 'neither a name nor a value'],
    [[zone], 64, 'a name and a value'],
    [[zone, one, two], 64, 'key authorisation'],
    [[one, zone], 64, 'no name'],
    [[zone, '"quoted"'], 64, 'no value'],
    [[zone, one, '--zone', 'other.org'], 64, 'outside the zone other.org'],
    [[zone, one, '--zone', 'my-example.dynv6.net'], 64, 'outside the zone'],
    [[zone, one, '--zone', 'nodot'], 64, 'is no zone'],
    [[zone, one, '--via', 'update-api'], 64, 'update-api cannot'],
    [[zone, one, '--via', 'dyndns2'], 64, 'dyndns2 cannot'],
    [[zone, one, '--wait', 'soon'], 64, '--wait'],
    [[zone, one, '--resolver', '[::1'], 64, '--resolver'],
    [[zone, one, '--token-file', 'nowhere'], 78, 'nowhere'],
  ])('%o', async ([words, code, says], { double, home }) => {
    const run = await acme(home, double, 'present', ...words);
    expect(run).toEqual({ code, stdout: '', stderr: expect.stringMatching(oneLine(says)) });
    expect(double.log).toEqual([]);
  });

  test('a refused token is one', async ({ openDouble, home }) => {
    const double = await openDouble({ tokens: { other: 'all' } });
    expect(await acme(home, double, 'cleanup', zone, one)).toEqual({
      code: 77,
      stdout: '',
      stderr: expect.stringMatching(oneLine('rejected the token')),
    });
  });
});
