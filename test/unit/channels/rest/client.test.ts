import { describe, expect } from 'vitest';
import { restClient } from '../../../../src/channels/rest/client.ts';
import type { RestZone } from '../../../../src/channels/rest/shapes.ts';
import { parseRecord } from '../../../../src/records/parse-record.ts';
import type { NewRecord } from '../../../../src/records/record.ts';
import { always, captivePortal, echo, html, status, tooManyRequests } from '../../../double/faults.ts';
import { restAlternatives } from '../../../double/rest-switches.ts';
import { zoneNamed } from '../../../support/zone.ts';
import { name, optionsFor, requestsTo, test } from './reach.ts';

const signal = new AbortController().signal;
const someZone: RestZone = { id: 1_000_001, name, ipv4address: '', ipv6prefix: '', createdAt: '', updatedAt: '' };

function record(words: readonly [string, string, ...string[]]): NewRecord {
  const [owner, type, ...data] = words;
  const parsed = parseRecord(name, owner, type, data);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return parsed.value;
}

describe('a zone', () => {
  test('is found by its name, in one request', async ({ double, send }) => {
    const found = await restClient(optionsFor(double, send)).zone(name, signal);
    expect(found).toMatchObject({ ok: true, value: { id: 1_000_001, name } });
    expect(requestsTo(double)).toEqual(['GET /zones/by-name/example.dynv6.net']);
    expect(double.log[0]?.headers['authorization']).toBe('Bearer T0ken');
  });

  test.for(restAlternatives.restErrors)(
    'is found in a list of 250, by its whole name, where it cannot be asked for by name (404 with %s) (C60)',
    async (restErrors, { openDouble, send }) => {
      const others = Array.from({ length: 248 }, (_, at) => [`zone-${at}.dynv6.net`, {}] as const);
      const double = await openDouble({
        zones: Object.fromEntries([['my-example.dynv6.net', {}], ...others, [name, { ipv4: '198.41.0.4' }]]),
        switches: { restByName: 'no such path', restErrors },
      });
      const found = await restClient(optionsFor(double, send)).zone(name, signal);
      expect(found).toMatchObject({ ok: true, value: { name, ipv4address: '198.41.0.4' } });
    },
  );

  test.for(restAlternatives.restByName)(
    'that is not there is unknown, and nothing is made (%s)',
    async (restByName, { openDouble, send }) => {
      const double = await openDouble({ zones: { 'my-example.dynv6.net': {} }, switches: { restByName } });
      const found = await restClient(optionsFor(double, send)).zone(name, signal);
      expect(found).toMatchObject({ ok: false, failure: { code: 'zone-unknown' } });
      expect(double.log.every(({ method }) => method === 'GET')).toBe(true);
    },
  );

  test('of another name is not taken for the one that was asked for', async ({ double, send }) => {
    const zone = { id: 7, name: 'my-example.dynv6.net' };
    double.misbehave(({ path }) => (path.includes('by-name') ? status(200, JSON.stringify(zone)) : null));
    const found = await restClient(optionsFor(double, send)).zone(name, signal);
    expect(found).toMatchObject({ ok: true, value: { id: 1_000_001 } });
  });

  test('is recognised in Unicode, upper case and with a final dot', async ({ double, send }) => {
    const zone = { id: 7, name: 'MÜLLER.dynv6.net.' };
    double.misbehave(always(status(200, JSON.stringify(zone))));
    const client = restClient(optionsFor(double, send));
    const found = await client.zone(zoneNamed('xn--mller-kva.dynv6.net'), signal);
    expect(found).toMatchObject({ ok: true, value: { id: 7 } });
  });

  test('is made, changed in nothing but what is named, and deleted with its records', async ({ double, send }) => {
    const client = restClient(optionsFor(double, send));
    const added = await client.addZone(zoneNamed('new.dynv6.net'), { ipv4address: '198.41.0.4' }, signal);
    if (!added.ok) throw new Error(added.failure.message);
    await client.changeZone(added.value, { ipv6prefix: '2a02:12ab::/64' }, signal);
    expect(double.zones.get('new.dynv6.net')).toEqual({ ipv4: '198.41.0.4', ipv6: null, ipv6prefix: '2a02:12ab::/64' });
    expect(await client.deleteZone(added.value, signal)).toEqual({ ok: true, value: null });
    expect([...double.zones.keys()]).toEqual([name]);
    expect(requestsTo(double)).toEqual([
      'POST /zones {"name":"new.dynv6.net","ipv4address":"198.41.0.4"}',
      'PATCH /zones/1000002 {"ipv6prefix":"2a02:12ab::/64"}',
      'DELETE /zones/1000002',
    ]);
  });

  test('is read again where a change answers nothing', async ({ openDouble, send }) => {
    const double = await openDouble({ switches: { restPatch: 'nothing' } });
    const changed = await restClient(optionsFor(double, send)).changeZone(
      someZone,
      { ipv4address: '198.41.0.4' },
      signal,
    );
    expect(changed).toMatchObject({ ok: true, value: { ipv4address: '198.41.0.4' } });
  });

  test("'s server may have a path of its own", async ({ double, send }) => {
    const options = { ...optionsFor(double, send), server: new URL('/dyn%20v6/', double.url) };
    await restClient(options).zones(signal);
    expect(double.log[0]?.path).toBe('/dyn%20v6/api/v2/zones');
  });
});

describe('records', () => {
  const all = [
    record(['www', 'A', '198.41.0.4']),
    record(['www', 'A']),
    record(['nas', 'AAAA', 'aa:bb:cc:dd:ee:ff']),
    record(['*', 'AAAA', '::1:2:3:4']),
    record(['@', 'CAA', '0 issue "letsencrypt.org"']),
    record(['blog', 'CNAME', 'www']),
    record(['@', 'MX', '10 mail']),
    record(['@', 'SPF', 'v=spf1 -all']),
    record(['_sip._tcp', 'SRV', '0 5 5060 sip.example.com.']),
    record(['@', 'TXT', 'ü'.repeat(400)]),
  ];

  test('of every type are made with the fields of their type, and read back as they were', async ({ double, send }) => {
    const client = restClient(optionsFor(double, send));
    for (const one of all) expect(await client.addRecord(someZone, one, signal)).toMatchObject({ ok: true });
    const listed = await client.records(someZone, signal);
    expect(listed).toMatchObject({ ok: true, value: all });
    expect(double.log[6]?.body).toBe('{"type":"MX","name":"","data":"mail","priority":10}');
    expect(double.log[4]?.body).toBe('{"type":"CAA","name":"","data":"letsencrypt.org","flags":0,"tag":"issue"}');
  });

  test('are changed and deleted by their number', async ({ openDouble, send }) => {
    const double = await openDouble({ records: { [name]: [{ name: 'a' }, { name: 'b' }] } });
    const client = restClient(optionsFor(double, send));
    await client.changeRecord(someZone, 10_000_002, record(['b', 'A', '198.41.0.4']), signal);
    await client.deleteRecord(someZone, 10_000_001, signal);
    expect(double.records.get(name)).toMatchObject([{ id: 10_000_002, name: 'b', data: '198.41.0.4' }]);
  });

  test('may be 5,000 in one answer', async ({ openDouble, send }) => {
    const many = Array.from({ length: 5000 }, (_, at) => ({ name: `host-${at}`, data: '198.41.0.4' }));
    const double = await openDouble({ records: { [name]: many } });
    const listed = await restClient(optionsFor(double, send)).records(someZone, signal);
    expect(listed.ok && listed.value.length).toBe(5000);
    expect(double.log).toHaveLength(1);
  });

  test('may leave out the fields that their type does not use', async ({ openDouble, send }) => {
    const double = await openDouble({ records: { [name]: [{ name: 'a' }] }, switches: { restUnused: 'left out' } });
    const listed = await restClient(optionsFor(double, send)).records(someZone, signal);
    expect(listed).toMatchObject({ ok: true, value: [{ priority: null, tag: null }] });
  });

  test.for(restAlternatives.restErrors)(
    'that are gone are no unknown zone (404 with %s)',
    async (restErrors, { openDouble, send }) => {
      const double = await openDouble({ switches: { restErrors } });
      const client = restClient(optionsFor(double, send));
      // A web page may be anybody's.
      const code = restErrors === 'a web page' ? 'unexpected-answer' : 'unavailable';
      const gone = { ok: false, failure: { code } };
      expect(await client.deleteRecord(someZone, 99, signal)).toMatchObject(gone);
      expect(await client.changeRecord(someZone, 99, record(['www', 'A']), signal)).toMatchObject(gone);
    },
  );
});

describe('a refusal', () => {
  test.for(restAlternatives.restErrors)(
    'of the token is told by its status (%s)',
    async (restErrors, { openDouble, send }) => {
      const double = await openDouble({ switches: { restErrors }, tokens: { T0ken: ['other.dynv6.net'] } });
      const wrong = await restClient(optionsFor(double, send, 'wrong')).zones(signal);
      const narrow = await restClient(optionsFor(double, send)).records(someZone, signal);
      expect(wrong).toMatchObject({ ok: false, failure: { code: 'token-rejected' } });
      const code = restErrors === 'a web page' ? 'unexpected-answer' : 'token-rejected';
      expect(narrow).toMatchObject({ ok: false, failure: { code } });
    },
  );

  test('of a value is told in the words of the service, cut and cleaned', async ({ double, send }) => {
    const client = restClient(optionsFor(double, send));
    const refused = await client.addRecord(someZone, { ...record(['www', 'A']), data: 'x', name: 'UPPER' }, signal);
    expect(refused).toEqual({
      ok: false,
      failure: { code: 'usage', message: 'the service refuses this: name: is invalid; data: is invalid' },
    });

    const fields = [{ name: 'na\u001b[2Jme', message: `T0ken\n${'long '.repeat(100)}` }, 7];
    double.misbehave(
      always(status(422, JSON.stringify({ error: { name: 'ValidationError', message: 'no', fields } }))),
    );
    const cleaned = await client.addRecord(someZone, record(['www', 'A']), signal);
    const message = cleaned.ok ? '' : cleaned.failure.message;
    expect(message).toMatch(/^the service refuses this: na \[2Jme: … long/);
    expect(message.length).toBeLessThan(230);
    expect(message).not.toMatch(/\p{Cc}|T0ken/u);
  });

  test('to be called so often tells for how long', async ({ double, send }) => {
    double.misbehave(always(tooManyRequests('120')));
    const answer = await restClient(optionsFor(double, send)).zones(signal);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'rate-limited', retryAfter: 120_000 } });
  });
});

describe("what is not the service's answer is no success", () => {
  const zone = JSON.stringify({ id: 1, name });
  test.for<readonly [string, number, string]>([
    ['a web page', 200, '<html>updated</html>'],
    ['nothing', 200, ''],
    ['plain words', 200, 'ok'],
    ['another shape', 200, '{"zones":[]}'],
    ['an error with a 200', 200, '{"error":{"name":"x","message":"y"}}'],
    ['a list with a stranger in it', 200, `[${zone},{"id":"2","name":"b"}]`],
    ['an id that JSON rounds', 200, '[{"id":9223372036854775807,"name":"example.dynv6.net"}]'],
    ['an address that is no text', 200, '[{"id":1,"name":"example.dynv6.net","ipv4address":7}]'],
    ['a name that is empty', 200, '[{"id":1,"name":""}]'],
    ['half a list', 200, `[${zone},`],
    ['no REST API there', 404, 'not found'],
    ['a refusal without its form', 422, 'no'],
  ])('%s', async ([, code, body], { double, send }) => {
    double.misbehave(always(status(code, body)));
    const answer = await restClient(optionsFor(double, send)).zones(signal);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'unexpected-answer' } });
  });

  test.for([
    '{"id":1,"type":"A","name":"x","data":7}',
    '{"id":1,"type":"A","name":"x","data":"","priority":"10"}',
    '{"id":1,"name":"x"}',
  ])('the record %s', async (body, { double, send }) => {
    double.misbehave(always(status(200, body)));
    const answer = await restClient(optionsFor(double, send)).addRecord(someZone, record(['x', 'A']), signal);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'unexpected-answer' } });
  });

  test('a web page in the place of an empty answer', async ({ double, send }) => {
    double.misbehave(always(captivePortal));
    const client = restClient(optionsFor(double, send));
    expect(await client.deleteZone(someZone, signal)).toMatchObject({
      ok: false,
      failure: { code: 'unexpected-answer' },
    });
    expect(await client.changeZone(someZone, {}, signal)).toMatchObject({
      ok: false,
      failure: { code: 'unexpected-answer' },
    });
  });

  test.for([200, 400, 404, 422, 500])(
    'an echo of the request with a %i, and the token stays hidden',
    async (code, { double, send }) => {
      double.misbehave(() => html(code, '<html>Authorization: Bearer T0ken</html>'));
      const page = await restClient(optionsFor(double, send)).zones(signal);
      double.misbehave(() => status(code, 'you sent Authorization: Bearer T0ken T0ken'));
      const words = await restClient(optionsFor(double, send)).zones(signal);
      double.misbehave(echo(code));
      const query = await restClient(optionsFor(double, send)).zones(signal);
      expect([page.ok, words.ok, query.ok]).toEqual([false, false, false]);
      expect(JSON.stringify([page, words, query])).not.toContain('T0ken');
    },
  );
});
