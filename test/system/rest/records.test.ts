import { describe, expect } from 'vitest';
import type { Double } from '../../double/double.ts';
import { onRequests, status, tooManyRequests } from '../../double/faults.ts';
import { test } from '../../support/fixtures.ts';
import type { Home } from '../../support/home.ts';
import { oneLine, zone } from '../../support/update-run.ts';
import { changes, heldRecords } from './changes.ts';

/** `dynv6 records …` against the double. */
function records(home: Home, double: Double, words: readonly string[]) {
  return home.dynv6(['records', ...words, '--server', double.url]);
}

const long = 'p='.padEnd(700, 'A');

describe('set', () => {
  test.for<{ readonly words: readonly string[]; readonly said: string; readonly sent: object }>([
    {
      words: ['www', 'A', '198.41.0.4'],
      said: '+ www A 198.41.0.4',
      sent: { type: 'A', name: 'www', data: '198.41.0.4' },
    },
    {
      words: ['www.example.dynv6.net', 'a'],
      said: "+ www A (follows the zone's address)",
      sent: { type: 'A', name: 'www', data: '' },
    },
    {
      words: ['NAS', 'AAAA', 'AA-BB-CC-DD-EE-FF'],
      said: '+ nas AAAA aa:bb:cc:dd:ee:ff',
      sent: { type: 'AAAA', name: 'nas', data: 'aa:bb:cc:dd:ee:ff' },
    },
    {
      words: ['*', 'AAAA', '::1:2:3:4'],
      said: '+ * AAAA ::1:2:3:4',
      sent: { type: 'AAAA', name: '*', data: '::1:2:3:4' },
    },
    {
      words: ['@', 'CAA', '0', 'issue', 'letsencrypt.org'],
      said: '+ @ CAA 0 issue "letsencrypt.org"',
      sent: { type: 'CAA', name: '', data: 'letsencrypt.org', flags: 0, tag: 'issue' },
    },
    { words: ['blog', 'CNAME', 'www'], said: '+ blog CNAME www', sent: { type: 'CNAME', name: 'blog', data: 'www' } },
    {
      words: ['example.dynv6.net.', 'MX', '10', 'mail'],
      said: '+ @ MX 10 mail',
      sent: { type: 'MX', name: '', data: 'mail', priority: 10 },
    },
    {
      words: ['@', 'SPF', 'v=spf1 -all'],
      said: '+ @ SPF "v=spf1 -all"',
      sent: { type: 'SPF', name: '', data: 'v=spf1 -all' },
    },
    {
      words: ['_sip._tcp', 'SRV', '10 5 5060 sip.example.com.'],
      said: '+ _sip._tcp SRV 10 5 5060 sip.example.com.',
      sent: { type: 'SRV', name: '_sip._tcp', data: 'sip.example.com.', priority: 10, weight: 5, port: 5060 },
    },
    {
      words: ['dkim._domainkey', 'TXT', long],
      said: `+ dkim._domainkey TXT "${long}"`,
      sent: { type: 'TXT', name: 'dkim._domainkey', data: long },
    },
  ])('$said; a second time nothing is sent', async ({ words, said, sent }, { openDouble, home }) => {
    const double = await openDouble({ switches: { restApex: '@', restLongText: 'in quoted pieces' } });
    const first = await records(home, double, ['set', zone, ...words]);
    expect(first).toEqual({ code: 0, stdout: `${said}\nexample.dynv6.net: done: 1 added\n`, stderr: '' });
    expect(changes(double)).toEqual([`POST /zones/1000001/records ${JSON.stringify(sent)}`]);

    const second = await records(home, double, ['set', zone, ...words]);
    expect(second).toMatchObject({ code: 0, stdout: expect.stringMatching(oneLine('nothing to do')) });
    expect(changes(double)).toHaveLength(1);
  });

  test('the record that is there is changed, duplicates go, and all others stay', async ({ openDouble, home }) => {
    const double = await openDouble({
      records: {
        [zone]: [
          { name: 'www', data: '198.41.0.1' },
          { name: 'www', data: '198.41.0.1' },
          { name: 'www', type: 'TXT', data: 'x' },
          { name: 'mail', data: '198.41.0.1' },
        ],
      },
    });
    const run = await records(home, double, ['set', zone, 'www', 'A', '198.41.0.9']);
    expect(run).toEqual({
      code: 0,
      stderr: '',
      stdout: '~ www A 198.41.0.9, was 198.41.0.1\n- www A 198.41.0.1\nexample.dynv6.net: done: 1 changed, 1 deleted\n',
    });
    expect(heldRecords(double, zone)).toEqual(['www A 198.41.0.9', 'www TXT x', 'mail A 198.41.0.1']);
  });

  test('a dry run shows the same and sends nothing; quiet says nothing', async ({ double, home }) => {
    const dry = await records(home, double, ['set', zone, 'www', 'A', '--dry-run']);
    expect(dry.stdout).toBe("+ www A (follows the zone's address)\nexample.dynv6.net: would be done: 1 added\n");
    expect(changes(double)).toEqual([]);
    expect(await records(home, double, ['set', zone, 'www', 'A', '-q'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(changes(double)).toHaveLength(1);
  });

  test('a target that lacks its dot is warned of', async ({ double, home }) => {
    const run = await records(home, double, ['set', zone, 'blog', 'CNAME', 'www.example.com']);
    expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(oneLine('www.example.com.example.dynv6.net')) });
  });
});

describe('add', () => {
  test('a record comes beside the others, once', async ({ openDouble, home }) => {
    const double = await openDouble({ records: { [zone]: [{ name: 'www', data: '198.41.0.1' }] } });
    const words = ['add', zone, 'www', 'A', '198.41.0.2', '--json'];
    const first = await records(home, double, words);
    expect(JSON.parse(first.stdout)).toEqual({
      version: 1,
      zone,
      channel: 'rest',
      result: 'done',
      plan: { add: [{ type: 'A', name: 'www', data: '198.41.0.2' }], change: [], delete: [], keep: 1 },
      done: 1,
      error: null,
    });
    expect(JSON.parse((await records(home, double, words)).stdout)).toMatchObject({ result: 'unchanged', done: 0 });
    expect(heldRecords(double, zone)).toEqual(['www A 198.41.0.1', 'www A 198.41.0.2']);
  });
});

describe('delete', () => {
  const held = {
    [zone]: [
      { name: 'www', data: '198.41.0.1' },
      { name: 'www', data: '198.41.0.2' },
      { name: 'www', type: 'TXT', data: 'x' },
    ],
  };

  test('only the one with the data goes', async ({ openDouble, home }) => {
    const double = await openDouble({ records: held });
    await records(home, double, ['delete', zone, 'www', 'A', '198.41.0.2', '--yes']);
    expect(heldRecords(double, zone)).toEqual(['www A 198.41.0.1', 'www TXT x']);
  });

  test('without data all of the name and type go; what is not there is no failure', async ({ openDouble, home }) => {
    const double = await openDouble({ records: held });
    const words = ['delete', zone, 'www', 'A', '--yes'];
    expect(await records(home, double, words)).toMatchObject({ code: 0 });
    expect(heldRecords(double, zone)).toEqual(['www TXT x']);
    expect(await records(home, double, words)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing to do'),
    });
  });

  test('where nobody can be asked, nothing goes', async ({ openDouble, home }) => {
    const double = await openDouble({ records: held });
    const run = await records(home, double, ['delete', zone, 'www', 'A']);
    expect(run).toMatchObject({ code: 64, stderr: expect.stringMatching(oneLine('--yes')) });
    expect(changes(double)).toEqual([]);
  });
});

describe('list', () => {
  test('records are shown with what name servers answer, and nothing that a terminal would obey', async ({
    openDouble,
    home,
  }) => {
    const double = await openDouble({
      zones: { [zone]: { ipv4: '198.41.0.4', ipv6prefix: '2a02:12ab::/64' } },
      records: {
        [zone]: [
          { name: 'www' },
          { name: 'nas', type: 'AAAA', data: 'aa:bb:cc:dd:ee:ff' },
          { type: 'TXT', data: 'a\u001b[31mb' },
        ],
      },
    });
    const run = await records(home, double, ['list', zone]);
    expect(run).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'name  type  data                          is answered as',
        '@     TXT   "a\\027[31mb"',
        'nas   AAAA  aa:bb:cc:dd:ee:ff             2a02:12ab::a8bb:ccff:fedd:eeff',
        "www   A     (follows the zone's address)  198.41.0.4",
        '',
      ].join('\n'),
    });
  });

  test('5,000 records come in one document', async ({ openDouble, home }) => {
    const many = Array.from({ length: 5000 }, (_, at) => ({ name: `host-${at}`, data: '198.41.0.4' }));
    const double = await openDouble({ records: { [zone]: many } });
    const run = await records(home, double, ['list', zone, '--json']);
    const document: { readonly records: readonly unknown[] } = JSON.parse(run.stdout);
    expect(document.records).toHaveLength(5000);
  });
});

describe('wrong words are one line with the right code, and nothing is sent', () => {
  test.for<readonly string[]>([
    ['set', zone, 'www', 'NS', 'ns1'],
    ['set', zone, 'www', 'AAA', '::1'],
    ['set', zone, 'www.example.com.', 'A', '198.41.0.4'],
    ['set', zone, 'my-example.dynv6.net', 'A', '198.41.0.4'],
    ['set', zone, 'www', 'A', '300.1.1.1'],
    ['set', zone, 'www', 'TXT'],
    ['set', zone, 'www', 'A', '198.41.0.4', '--ttl', '60'],
    ['set', zone, 'www', 'A', '198.41.0.4', '--via', 'update-api'],
    ['add', zone, '@', 'MX', 'mail'],
    ['delete', zone, 'www'],
    ['set', 'localhost', 'www', 'A'],
    ['apply', zone, 'missing.json'],
    ['lst', zone],
  ])('%o', async (words, { double, home }) => {
    const run = await records(home, double, words);
    expect(run).toEqual({ code: 64, stdout: '', stderr: expect.stringMatching(oneLine()) });
    expect(double.log).toHaveLength(0);
  });
});

describe('a service in trouble', () => {
  test('reading is tried again, and so is what the service says that it did not take', async ({ double, home }) => {
    double.misbehave(onRequests({ 1: status(502), 4: tooManyRequests('0') }));
    const run = await records(home, double, ['set', zone, 'www', 'A', '198.41.0.4']);
    expect(run.code).toBe(0);
    expect(heldRecords(double, zone)).toEqual(['www A 198.41.0.4']);
  });

  test('a record whose making nobody confirmed is not made a second time', async ({ double, home }) => {
    double.misbehave(({ method }) => (method === 'POST' ? { kind: 'reset', when: 'after' } : null));
    const run = await records(home, double, ['set', zone, 'www', 'A', '198.41.0.4']);
    expect(run).toMatchObject({ code: 75, stderr: expect.stringMatching(oneLine('example.dynv6.net')) });
    expect(heldRecords(double, zone)).toEqual(['www A 198.41.0.4']);
  });

  test('a refused token has its exit code, in JSON too', async ({ openDouble, home }) => {
    const double = await openDouble({ tokens: { T0ken: ['other.dynv6.net'] } });
    const run = await records(home, double, ['set', zone, 'www', 'A', '--json']);
    expect(run.code).toBe(77);
    expect(JSON.parse(run.stdout)).toMatchObject({ result: 'failed', error: { code: 'token-rejected', exitCode: 77 } });
  });
});
