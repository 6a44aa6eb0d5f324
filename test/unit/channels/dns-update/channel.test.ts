import fc from 'fast-check';
import { expect, test as pure } from 'vitest';
import { addressChanges, dnsUpdate } from '../../../../src/channels/dns-update/channel.ts';
import { dnsExchange } from '../../../../src/channels/dns-update/exchange.ts';
import { type Name, parseName, root } from '../../../../src/channels/dns-update/name.ts';
import type { TsigKey } from '../../../../src/channels/dns-update/tsig-key.ts';
import { Secret } from '../../../../src/secret.ts';
import type { Update, Values, Zone } from '../../../../src/update.ts';
import { type Bind, exampleZone, tsigAlgorithms, tsigKeygen } from '../../../double/bind.ts';
import { keyFrom, never, test } from './bind-test.ts';

const exchange = dnsExchange({ timeout: 20_000 });
const now = () => Date.now();
const stable = '2a02:12ab:34c:ef:a00:27ff:fe12:3456';
const kept = [
  'example.dynv6.net. 300 IN MX 10 mail.example.dynv6.net.',
  'example.dynv6.net. 300 IN NS ns1.example.dynv6.net.',
  'example.dynv6.net. 300 IN TXT "kept"',
  'host.example.dynv6.net. 300 IN AAAA 2a02:12ab:1::2',
  'ns1.example.dynv6.net. 300 IN A 127.0.0.1',
];
const oldA = 'example.dynv6.net. 300 IN A 198.41.0.1';
const oldAaaa = 'example.dynv6.net. 300 IN AAAA 2a02:12ab:1::1';

test.for<{ is: string; values: Values; addresses: readonly string[] }>([
  { is: 'IPv6 alone', values: { ipv6: stable }, addresses: [oldA, `example.dynv6.net. 60 IN AAAA ${stable}`] },
  { is: 'IPv4 alone', values: { ipv4: '198.41.0.4' }, addresses: ['example.dynv6.net. 60 IN A 198.41.0.4', oldAaaa] },
  {
    is: 'both',
    values: { ipv4: '198.41.0.4', ipv6: stable },
    addresses: ['example.dynv6.net. 60 IN A 198.41.0.4', `example.dynv6.net. 60 IN AAAA ${stable}`],
  },
  { is: 'the removal of one', values: { ipv4: '-' }, addresses: [oldAaaa] },
  {
    is: 'a removal and a change',
    values: { ipv4: '-', ipv6: stable },
    addresses: [`example.dynv6.net. 60 IN AAAA ${stable}`],
  },
])('$is is all that changes, and once more changes nothing (C58)', async ({ values, addresses }, { bind }) => {
  const channel = channelFor(bind);
  const first = await channel.publish(update(values), never);
  const once = await bind.transfer(exampleZone.name);
  const second = await channel.publish(update(values), never);
  const twice = await bind.transfer(exampleZone.name);
  const accepted = { ok: true, value: { outcome: 'updated', response: 'NOERROR' } };
  expect([first, second]).toEqual([accepted, accepted]);
  expect([once, twice]).toEqual([[...addresses, ...kept].sort(), [...addresses, ...kept].sort()]);
});

test('several old addresses all give way to the new one', async ({ openBind }) => {
  const bind = await openBind({
    zones: [{ ...exampleZone, records: [...exampleZone.records, '@ AAAA 2a02:12ab:1::9'] }],
  });
  await channelFor(bind).publish(update({ ipv6: stable }), never);
  expect(await bind.transfer(exampleZone.name)).toEqual(
    [oldA, `example.dynv6.net. 60 IN AAAA ${stable}`, ...kept].sort(),
  );
});

test('the time to live is the one that is set', async ({ bind }) => {
  const channel = dnsUpdate({ server: bind.server, key: anyKey(bind), exchange, now, ttl: 120 });
  await channel.publish(update({ ipv4: '198.41.0.4' }), never);
  expect(await bind.transfer(exampleZone.name)).toContain('example.dynv6.net. 120 IN A 198.41.0.4');
});

test("the zone is the same after ours and after BIND's own client", async ({ openBind }) => {
  const [ours, theirs] = [await openBind({}), await openBind({})];
  const answer = await channelFor(ours).publish(update({ ipv4: '198.41.0.4', ipv6: stable }), never);
  const run = await theirs.nsupdate(theirs.keys.get('hmac-sha256.tsig.dynv6.com') ?? '', [
    'zone example.dynv6.net',
    'update delete example.dynv6.net A',
    'update add example.dynv6.net 60 A 198.41.0.4',
    'update delete example.dynv6.net AAAA',
    `update add example.dynv6.net 60 AAAA ${stable}`,
  ]);
  expect({ ok: answer.ok, code: run.code }).toEqual({ ok: true, code: 0 });
  expect(await ours.transfer(exampleZone.name)).toEqual(await theirs.transfer(exampleZone.name));
});

test.for(tsigAlgorithms)('BIND takes our signature and we take its: %s', async (algorithm, { bind }) => {
  const key = keyFrom(bind.keys.get(`${algorithm}.tsig.dynv6.com`));
  const answer = await dnsUpdate({ server: bind.server, key, exchange, now }).publish(update({ ipv6: stable }), never);
  expect(answer).toMatchObject({ ok: true });
});

test('BIND takes a signature that is cut, and we take its', async ({ openBind }) => {
  const text = (await tsigKeygen('hmac-sha256', 'k.tsig.dynv6.com')).replace('hmac-sha256', 'hmac-sha256-128');
  const bind = await openBind({ keys: new Map([['k.tsig.dynv6.com', text]]) });
  const answer = await dnsUpdate({ server: bind.server, key: keyFrom(text), exchange, now }).publish(
    update({ ipv6: stable }),
    never,
  );
  expect(answer).toMatchObject({ ok: true });
});

const hour = 3_600_000;

test.for<{ is: string; key?: Partial<TsigKey>; ahead?: number; zone?: string; code: string; message: RegExp }>([
  {
    is: 'the name of a key that it does not know',
    key: { name: parse('other.tsig.dynv6.com') },
    code: 'token-rejected',
    message: /does not know the key "other\.tsig\.dynv6\.com" with hmac-sha256 \(BADKEY\)$/,
  },
  {
    is: 'another algorithm',
    key: { algorithm: 'hmac-sha512', macLength: 64 },
    code: 'token-rejected',
    message: /with hmac-sha512 \(BADKEY\)$/,
  },
  {
    is: 'another secret',
    key: { secret: new Secret('b3RoZXI=') },
    code: 'token-rejected',
    message: /has another secret for the key "hmac-sha256\.tsig\.dynv6\.com" \(BADSIG\)$/,
  },
  {
    is: 'a clock that is an hour ahead',
    ahead: hour,
    code: 'clock',
    message: /^this machine's clock is 60 min ahead of that of 127\.0\.0\.1 \(BADTIME\)$/,
  },
  {
    is: 'a clock that is a day behind',
    ahead: -24 * hour,
    code: 'clock',
    message: /^this machine's clock is 24 h behind that of 127\.0\.0\.1 \(BADTIME\)$/,
  },
  {
    is: 'a zone that it does not serve',
    zone: 'example.com',
    code: 'zone-unknown',
    message: /does not serve this zone \(NOTAUTH\)$/,
  },
  {
    is: 'a zone that this key may not change',
    zone: 'foreign.dynv6.net',
    code: 'token-rejected',
    message: /refuses changes to this zone .*\(REFUSED\)$/,
  },
])(
  'BIND says no to $is, and the zone stays as it was',
  async ({ key, ahead = 0, zone, code, message }, { openBind }) => {
    const foreign = { name: 'foreign.dynv6.net', records: [], changedBy: ['hmac-sha1.tsig.dynv6.com'] };
    const bind = await openBind({ zones: [exampleZone, foreign] });
    const before = await bind.transfer(exampleZone.name);
    const channel = dnsUpdate({
      server: bind.server,
      key: { ...anyKey(bind), ...key },
      exchange,
      now: () => Date.now() + ahead,
    });
    const answer = await channel.publish(update({ ipv6: stable }, zone), never);
    expect(answer).toMatchObject({
      ok: false,
      failure: { code, message: expect.stringMatching(message), advice: expect.any(String) },
    });
    expect(await bind.transfer(exampleZone.name)).toEqual(before);
  },
);

test('a clock that is four minutes wrong does not matter', async ({ bind }) => {
  const channel = dnsUpdate({ server: bind.server, key: anyKey(bind), exchange, now: () => Date.now() - 240_000 });
  expect(await channel.publish(update({ ipv6: stable }), never)).toMatchObject({ ok: true });
});

test('a server that is not there is named in the message', async ({ bind }) => {
  const channel = channelFor(bind);
  await bind.stop();
  const answer = await channel.publish(update({ ipv6: stable }), never);
  expect(answer).toMatchObject({
    ok: false,
    failure: { code: 'network', message: expect.stringMatching(/^127\.0\.0\.1 port /) },
  });
});

pure.for<{ is: string; values: Values }>([
  { is: 'the client’s address', values: { ipv4: 'auto' } },
  { is: 'a prefix', values: { ipv6: stable, ipv6prefix: '2a02:12ab:34c:ef::/64' } },
  { is: '6to4', values: { ipv6: '6to4' } },
  { is: 'an address with a length', values: { ipv6: `${stable}/64` } },
])('$is is never half sent: it is refused', ({ values }) => {
  expect(addressChanges(root, values, 60)).toMatchObject({ ok: false, failure: { code: 'usage' } });
});

pure('only the addresses of the zone itself are touched, whatever is to be published', () => {
  const ipv4 = fc.constantFrom('-', '198.41.0.4');
  const ipv6 = fc.constantFrom('-', stable);
  const values = fc.record({ ipv4, ipv6 }, { requiredKeys: [] });
  fc.assert(
    fc.property(values, (wanted) => {
      const apex = parse('example.dynv6.net');
      const changes = addressChanges(apex, wanted, 60);
      const touched = changes.ok ? changes.value.map(({ name, type }) => `${name} ${type}`) : [];
      const allowed = [...('ipv4' in wanted ? [`${apex} 1`] : []), ...('ipv6' in wanted ? [`${apex} 28`] : [])];
      expect([...new Set(touched)]).toEqual(allowed);
    }),
  );
});

function channelFor(bind: Bind) {
  return dnsUpdate({ server: bind.server, key: anyKey(bind), exchange, now });
}

function anyKey(bind: Bind): TsigKey {
  return keyFrom(bind.keys.get('hmac-sha256.tsig.dynv6.com'));
}

function update(values: Values, zone = 'example.dynv6.net'): Update {
  return { zone: zone as Zone, values, over: 'any', from: null };
}

function parse(text: string): Name {
  return parseName(text) ?? root;
}
