import { describe, expect, vi } from 'vitest';
import type { Double } from '../../double/double.ts';
import { status } from '../../double/faults.ts';
import { test } from '../../support/fixtures.ts';
import type { Home } from '../../support/home.ts';
import { oneLine, zone } from '../../support/update-run.ts';
import { changes, heldRecords } from './changes.ts';

// Many runs of the command.
vi.setConfig({ testTimeout: 30_000 });

function apply(home: Home, double: Double, ...words: readonly string[]) {
  return home.dynv6(['records', 'apply', zone, ...words, '--server', double.url]);
}

const held = {
  [zone]: [
    { name: 'www', data: '198.41.0.1' },
    { name: 'old', data: '198.41.0.1' },
    { type: 'TXT', data: 'kept' },
    { type: 'LOC', data: '52 N' },
  ],
};

const wanted = {
  records: [
    { name: 'www', type: 'A', data: '198.41.0.9' },
    { name: '@', type: 'TXT', data: 'kept' },
    { name: '@', type: 'MX', data: '10 mail' },
    { name: '_sip._tcp', type: 'SRV', data: 'sip', priority: 1, weight: 2, port: 5060 },
  ],
};

describe('a zone is made like a file', () => {
  test('the plan is shown, nothing is deleted, and a second run changes nothing', async ({ openDouble, home }) => {
    const double = await openDouble({ records: held });
    const file = await home.write('zone.json', JSON.stringify(wanted));
    expect(await apply(home, double, file)).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        '~ www A 198.41.0.9, was 198.41.0.1',
        '+ @ MX 10 mail',
        '+ _sip._tcp SRV 1 2 5060 sip',
        'example.dynv6.net: done: 2 added, 1 changed',
        '',
      ].join('\n'),
    });
    expect(heldRecords(double, zone)).toContain('old A 198.41.0.1');
    const sent = changes(double).length;

    const second = await apply(home, double, file);
    expect(second).toMatchObject({ code: 0, stdout: expect.stringMatching(oneLine('nothing to do')) });
    expect(changes(double)).toHaveLength(sent);
  });

  test('with --prune the rest goes, but not what is not understood', async ({ openDouble, home }) => {
    const double = await openDouble({ records: held });
    const file = await home.write('zone.json', '\uFEFF[\r\n{"name":"www","type":"A","data":"198.41.0.1"}\r\n]\r\n');
    const run = await apply(home, double, file, '--prune', '--yes');
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('- old A 198.41.0.1\n- @ TXT "kept"\n') });
    expect(heldRecords(double, zone)).toEqual(['www A 198.41.0.1', '@ LOC 52 N']);
    expect(await apply(home, double, file, '--prune')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing to do'),
    });
  });

  test('with --prune and nobody to ask, the plan is shown and nothing is done', async ({ openDouble, home }) => {
    const double = await openDouble({ records: held });
    const file = await home.write('zone.json', '[]');
    const run = await apply(home, double, file, '--prune');
    expect(run).toMatchObject({ code: 64, stdout: expect.stringContaining('- old A 198.41.0.1\n') });
    expect(changes(double)).toEqual([]);
  });

  test('what list printed is what apply reads, with nothing to do', async ({ openDouble, home }) => {
    const double = await openDouble({
      zones: { [zone]: { ipv4: '198.41.0.4' } },
      records: {
        [zone]: [
          { name: 'www' },
          { type: 'MX', data: 'mail', priority: 10 },
          { type: 'CAA', data: 'a; b', flags: 0, tag: 'issue' },
          { type: 'TXT', data: 'x'.repeat(300) },
        ],
      },
      switches: { restLongText: 'in quoted pieces', restApex: '@' },
    });
    const list = await home.dynv6(['records', 'list', zone, '--json', '--server', double.url]);
    const file = await home.write('zone.json', list.stdout);
    const run = await apply(home, double, file, '--prune', '--json');
    expect(JSON.parse(run.stdout)).toMatchObject({ result: 'unchanged', plan: { keep: 4 } });
  });

  test('a dry run is one document with the plan', async ({ openDouble, home }) => {
    const double = await openDouble({ records: held });
    const file = await home.write('zone.json', JSON.stringify(wanted));
    const run = await apply(home, double, file, '--prune', '--dry-run', '--json');
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({
      result: 'planned',
      plan: {
        add: [{ name: '', type: 'MX', data: 'mail', priority: 10 }, { name: '_sip._tcp' }],
        change: [{ from: { data: '198.41.0.1' }, to: { data: '198.41.0.9' } }],
        delete: [{ name: 'old' }],
        keep: 2,
      },
      done: 0,
    });
    expect(changes(double)).toEqual([]);
  });

  test('500 records are made, and a second run changes nothing', async ({ double, home }) => {
    const many = Array.from({ length: 500 }, (_, at) => ({ name: `host-${at}`, type: 'A', data: '198.41.0.4' }));
    const file = await home.write('zone.json', JSON.stringify(many));
    expect(await apply(home, double, file, '-q')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(changes(double)).toHaveLength(500);
    expect(await apply(home, double, file)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing to do'),
    });
    expect(changes(double)).toHaveLength(500);
  });
});

test('a run that breaks off tells how far it came, and the next one does the rest', async ({ openDouble, home }) => {
  const double = await openDouble({ records: held });
  const file = await home.write('zone.json', JSON.stringify(wanted));
  double.misbehave(({ body }) => (body.includes('SRV') ? status(403, 'no') : null));
  const broken = await apply(home, double, file);
  expect(broken).toMatchObject({ code: 77, stderr: expect.stringMatching(oneLine('2 of 3 done')) });

  double.misbehave(() => null);
  const rest = await apply(home, double, file);
  expect(rest.stdout).toBe('+ _sip._tcp SRV 1 2 5060 sip\nexample.dynv6.net: done: 1 added\n');
});

test.for<readonly [string, string]>([
  ['{"records":[', 'line 1, column 13'],
  ['[{"name":"www","typ":"A"}]', '"typ" is not known here: is "type" meant'],
  ['[\n{"name":"www","type":"NS","data":"x"}]', 'line 2, column 1: there is no record type "NS"'],
  ['[{"name":"www.example.com.","type":"A"}]', 'outside the zone'],
  ['[{"name":"www","type":"A","ttl":60}]', '"ttl" is not known here'],
  ['\u0000\u0001', 'line 1, column 1'],
])('the file %j is refused in one line with the place: %s', async ([text, words], { double, home }) => {
  const file = await home.write('zone.json', text);
  const run = await apply(home, double, file);
  expect(run).toEqual({ code: 64, stdout: '', stderr: expect.stringMatching(oneLine('zone.json')) });
  expect(run.stderr).toContain(words);
  expect(double.log).toHaveLength(0);
});
