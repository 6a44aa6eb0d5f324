import { describe, expect } from 'vitest';
import { rest } from '../../../../src/channels/rest/channel.ts';
import type { Update, Values } from '../../../../src/update.ts';
import { always, status } from '../../../double/faults.ts';
import { restAlternatives } from '../../../double/rest-switches.ts';
import type { HeldZone } from '../../../double/state.ts';
import { name, optionsFor, requestsTo, test } from './reach.ts';

const signal = new AbortController().signal;
const all = { ipv4: '198.41.0.4', ipv6: '2a02:12ab::1', ipv6prefix: '2a02:12ab::/64' };

function update(values: Values): Update {
  return { zone: name, values, over: 'any', from: null };
}

interface Row {
  readonly is: string;
  readonly held: Partial<HeldZone>;
  readonly values: Values;
  /** The one PATCH that is sent. */
  readonly patch: object;
}

describe('a change', () => {
  test.for<Row>([
    {
      is: 'of all goes in one PATCH',
      held: {},
      values: all,
      patch: { ipv4address: '198.41.0.4', ipv6prefix: '2a02:12ab::1/64' },
    },
    { is: 'of IPv4 leaves IPv6 out', held: all, values: { ipv4: '198.41.0.9' }, patch: { ipv4address: '198.41.0.9' } },
    {
      is: 'of IPv4 leaves out an IPv6 value that is already so',
      held: { ...all, ipv4: '198.41.0.9' },
      values: all,
      patch: { ipv4address: '198.41.0.4' },
    },
    {
      is: 'of both families names only what is not so',
      held: { ...all, ipv6: '2a02:12ab::9' },
      values: all,
      patch: { ipv6prefix: '2a02:12ab::1/64' },
    },
    {
      is: 'to an address alone has no length',
      held: {},
      values: { ipv6: '2a02:12ab::1' },
      patch: { ipv6prefix: '2a02:12ab::1' },
    },
    {
      is: 'of the address keeps the prefix that covers it',
      held: { ipv6: '2a02:12ab::9', ipv6prefix: '2a02:12ab::/56' },
      values: { ipv6: '2a02:12ab::1' },
      patch: { ipv6prefix: '2a02:12ab::1/56' },
    },
    {
      is: 'of the prefix keeps the address that it covers',
      held: { ipv6: '2a02:12ab::1', ipv6prefix: '2a02:12ab::/64' },
      values: { ipv6prefix: '2a02:12ab::/56' },
      patch: { ipv6prefix: '2a02:12ab::1/56' },
    },
    {
      is: 'to a prefix alone is a network',
      held: {},
      values: { ipv6prefix: '2a02:12ab::/56' },
      patch: { ipv6prefix: '2a02:12ab::/56' },
    },
  ])('$is', async ({ held, values, patch }, { openDouble, send }) => {
    const double = await openDouble({ zones: { [name]: held } });
    const channel = rest(optionsFor(double, send));
    expect(await channel.publish(update(values), signal)).toMatchObject({ ok: true, value: { outcome: 'updated' } });
    const changes = requestsTo(double).filter((request) => !request.startsWith('GET'));
    expect(changes).toEqual([`PATCH /zones/1000001 ${JSON.stringify(patch)}`]);
    expect(double.zones.get(name)).toMatchObject(values);
  });

  test("tells what the zone holds as the service's words", async ({ double, send }) => {
    const published = await rest(optionsFor(double, send)).publish(update(all), signal);
    expect(published).toEqual({ ok: true, value: { outcome: 'updated', response: '198.41.0.4 2a02:12ab::1/64' } });
    expect(double.log).toHaveLength(2);
  });
});

describe('what is already so', () => {
  test.for<{ readonly is: string; readonly ipv6prefix: string; readonly values: Values }>([
    { is: 'is left alone', ipv6prefix: '2a02:12ab::1/64', values: all },
    { is: 'is known in another spelling', ipv6prefix: '2A02:12AB:0:0:0:0:0:1/64', values: all },
    { is: 'is known where only IPv4 is meant', ipv6prefix: 'gibberish', values: { ipv4: '198.41.0.4' } },
    { is: 'is known where only the address is meant', ipv6prefix: '2a02:12ab::1/56', values: { ipv6: '2a02:12ab::1' } },
    { is: 'is known without a length', ipv6prefix: '2a02:12ab::1', values: { ipv6: '2a02:12ab::1' } },
    { is: 'is known with all of it as length', ipv6prefix: '2a02:12ab::1/128', values: { ipv6: '2a02:12ab::1' } },
    {
      is: 'is known where only the prefix is meant',
      ipv6prefix: '2a02:12ab::9/64',
      values: { ipv6prefix: '2a02:12ab::/64' },
    },
  ])('$is, without a PATCH', async ({ ipv6prefix, values }, { double, send }) => {
    const zone = { name, ipv4address: '198.41.0.4', ipv6prefix, id: 1, createdAt: '', updatedAt: '' };
    double.misbehave(({ method }) => (method === 'GET' ? status(200, JSON.stringify(zone)) : null));
    const published = await rest(optionsFor(double, send)).publish(update(values), signal);
    expect(published).toMatchObject({ ok: true, value: { outcome: 'unchanged' } });
    expect(double.log).toHaveLength(1);
  });

  test.for(restAlternatives.restIpv6)(
    'after a first run, a second changes nothing, whatever the service makes of the value (%s)',
    async (restIpv6, { openDouble, send }) => {
      for (const values of [all, { ipv6: '2a02:12ab::1' }, { ipv4: '198.41.0.4', ipv6: '2a02:12ab::1' }]) {
        const double = await openDouble({ switches: { restIpv6 } });
        const channel = rest(optionsFor(double, send));
        expect(await channel.publish(update(values), signal)).toMatchObject({
          ok: true,
          value: { outcome: 'updated' },
        });
        const changes = double.log.filter(({ method }) => method !== 'GET').length;
        expect(await channel.publish(update(values), signal)).toMatchObject({
          ok: true,
          value: { outcome: 'unchanged' },
        });
        expect(double.log.filter(({ method }) => method !== 'GET')).toHaveLength(changes);
      }
    },
  );
});

describe('a service that keeps only networks', () => {
  test.for(['a network, cleared', 'a network, refused'] as const)(
    'gets the address as the AAAA record of the zone, and nothing else is touched (%s)',
    async (restIpv6, { openDouble, send }) => {
      const double = await openDouble({
        switches: { restIpv6 },
        zones: { [name]: { ipv6prefix: '2a02:99::/64' } },
        records: {
          [name]: [
            { type: 'A' },
            { type: 'AAAA', data: '2a02:99::1' },
            { type: 'AAAA', name: 'www', data: '2a02:99::2' },
          ],
        },
      });
      const published = await rest(optionsFor(double, send)).publish(update(all), signal);
      expect(published).toMatchObject({ ok: true, value: { outcome: 'updated' } });
      expect(double.zones.get(name)).toMatchObject({ ipv4: '198.41.0.4', ipv6prefix: '2a02:12ab::/64' });
      expect(double.records.get(name)?.map(({ type, name: owner, data }) => `${owner} ${type} ${data}`)).toEqual([
        ' A ',
        ' AAAA 2a02:12ab::1',
        'www AAAA 2a02:99::2',
      ]);
    },
  );
});

describe('nothing is sent', () => {
  test.for<{
    readonly is: string;
    readonly held: Partial<HeldZone>;
    readonly values: Values;
    readonly message: string;
  }>([
    {
      is: 'where an address alone would cost the zone its prefix',
      held: { ipv6prefix: '2a02:99::/64' },
      values: { ipv6: '2a02:12ab::1' },
      message:
        "the zone's prefix 2a02:99::/64 would be lost: REST has one value for address and prefix, and 2a02:12ab::1 alone was to be sent",
    },
    {
      is: 'where a prefix alone would cost the zone its address',
      held: { ipv6: '2a02:99::1' },
      values: { ipv6prefix: '2a02:12ab::/64' },
      message:
        "the zone's address 2a02:99::1 would be lost: REST has one value for address and prefix, and 2a02:12ab::/64 alone was to be sent",
    },
    {
      is: 'where the address does not lie in the prefix',
      held: {},
      values: { ipv6: '2a02:99::1', ipv6prefix: '2a02:12ab::/64' },
      message: '2a02:99::1 is not in 2a02:12ab::/64, and REST has one value for both',
    },
    { is: 'for a word of the Update API', held: {}, values: { ipv4: 'auto' }, message: 'REST cannot carry "auto"' },
    { is: 'for a removal', held: {}, values: { ipv6prefix: '-' }, message: 'REST cannot carry "-"' },
  ])('$is', async ({ held, values, message }, { openDouble, send }) => {
    const double = await openDouble({ zones: { [name]: held } });
    const published = await rest(optionsFor(double, send)).publish(update(values), signal);
    expect(published).toMatchObject({ ok: false, failure: { code: 'usage', message } });
    expect(double.log.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('where the zone is not known', async ({ openDouble, send }) => {
    const double = await openDouble({ zones: { 'my-example.dynv6.net': {} } });
    const published = await rest(optionsFor(double, send)).publish(update(all), signal);
    expect(published).toMatchObject({ ok: false, failure: { code: 'zone-unknown' } });
    expect(double.log.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

test('a service that takes the values and holds others is not believed', async ({ double, send }) => {
  const zone = { name, ipv4address: '198.41.0.1', ipv6prefix: '', id: 1 };
  double.misbehave(always(status(200, JSON.stringify(zone))));
  const published = await rest(optionsFor(double, send)).publish(update({ ipv4: '198.41.0.4' }), signal);
  expect(published).toMatchObject({
    ok: false,
    failure: { code: 'unexpected-answer', message: 'the service took the values and holds others: 198.41.0.1' },
  });
});
