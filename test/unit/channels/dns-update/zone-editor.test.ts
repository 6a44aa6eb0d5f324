import { expect, test as pure } from 'vitest';
import { dnsExchange, type Exchange } from '../../../../src/channels/dns-update/exchange.ts';
import { type DnsZoneEditor, dnsZoneEditor } from '../../../../src/channels/dns-update/zone-editor.ts';
import { type Bind, exampleZone } from '../../../double/bind.ts';
import { keyFrom, never, test } from './bind-test.ts';

const exchange = dnsExchange({ timeout: 20_000 });
const challenge = '_acme-challenge.example.dynv6.net.';

test('several challenges of one name stand together, and each can be taken away alone', async ({ bind }) => {
  const editor = editorFor(bind);
  const before = await bind.transfer(exampleZone.name);
  const txt = (...data: readonly string[]) => ({ name: '_acme-challenge', type: 'TXT', data }) as const;
  const answers = [await editor.add(txt('one'), 60, never), await editor.add(txt('two'), 60, never)];
  const both = await challengesOf(bind);
  answers.push(await editor.delete(txt('one'), never), await editor.delete(txt('one'), never));
  const second = await challengesOf(bind);
  answers.push(await editor.delete(txt('two'), never));
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
  expect(both).toEqual([`${challenge} 60 IN TXT "one"`, `${challenge} 60 IN TXT "two"`]);
  expect(second).toEqual([`${challenge} 60 IN TXT "two"`]);
  expect(await bind.transfer(exampleZone.name)).toEqual(before);
});

test('set makes these values the only ones, of that name and type alone, and may be repeated', async ({ bind }) => {
  const editor = editorFor(bind);
  const before = await bind.transfer(exampleZone.name);
  const host = { name: 'host', type: 'AAAA', data: ['2a02:12ab::5', '2a02:12ab::6'] } as const;
  const answers = [
    await editor.add({ name: 'host', type: 'A', data: ['198.41.0.7'] }, 60, never),
    await editor.set(host, 120, never),
    await editor.set(host, 120, never),
  ];
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(await bind.transfer(exampleZone.name)).toEqual(
    [
      ...before.filter((line) => !line.startsWith('host.')),
      'host.example.dynv6.net. 120 IN AAAA 2a02:12ab::5',
      'host.example.dynv6.net. 120 IN AAAA 2a02:12ab::6',
      'host.example.dynv6.net. 60 IN A 198.41.0.7',
    ].sort(),
  );
});

test('set with no value deletes them all', async ({ bind }) => {
  const answer = await editorFor(bind).set({ name: 'host', type: 'AAAA', data: [] }, 60, never);
  expect(answer.ok).toBe(true);
  expect((await bind.transfer(exampleZone.name)).filter((line) => line.startsWith('host.'))).toEqual([]);
});

test('a text of more than 255 bytes is split, and found again when it is to go', async ({ bind }) => {
  const editor = editorFor(bind);
  const long = { name: 'long', type: 'TXT', data: [`${'x'.repeat(300)} "quoted" \\ ä`] } as const;
  await editor.add(long, 60, never);
  const added = (await bind.transfer(exampleZone.name)).filter((line) => line.startsWith('long.'));
  await editor.delete(long, never);
  const left = (await bind.transfer(exampleZone.name)).filter((line) => line.startsWith('long.'));
  expect(added).toEqual([
    `long.example.dynv6.net. 60 IN TXT "${'x'.repeat(255)}" "${'x'.repeat(45)} \\"quoted\\" \\\\ \\195\\164"`,
  ]);
  expect(left).toEqual([]);
});

test('more than fits UDP goes over TCP, in one message', async ({ bind }) => {
  const data = Array.from({ length: 500 }, (_, at) => `198.41.${at >> 8}.${at & 255}`);
  const answer = await editorFor(bind).set({ name: 'many', type: 'A', data }, 60, never);
  expect(answer.ok).toBe(true);
  expect((await bind.transfer(exampleZone.name)).filter((line) => line.startsWith('many.'))).toHaveLength(500);
});

test("the zone is the same after ours and after BIND's own client", async ({ openBind }) => {
  const [ours, theirs] = [await openBind({}), await openBind({})];
  const editor = editorFor(ours);
  await editor.add({ name: '_acme-challenge', type: 'TXT', data: ['a b', 'c'] }, 60, never);
  await editor.set({ name: 'host', type: 'AAAA', data: ['2a02:12ab::5'] }, 120, never);
  await editor.delete({ name: '@', type: 'TXT', data: ['kept'] }, never);
  await theirs.nsupdate(theirs.keys.get('hmac-sha256.tsig.dynv6.com') ?? '', [
    `update add ${challenge} 60 TXT "a b"`,
    `update add ${challenge} 60 TXT "c"`,
    'update delete host.example.dynv6.net AAAA',
    'update add host.example.dynv6.net 120 AAAA 2a02:12ab::5',
    'update delete example.dynv6.net TXT "kept"',
  ]);
  expect(await ours.transfer(exampleZone.name)).toEqual(await theirs.transfer(exampleZone.name));
});

test.for([
  { is: 'relative', name: 'host', owner: 'host.example.dynv6.net.' },
  { is: 'absolute', name: 'host.example.dynv6.net', owner: 'host.example.dynv6.net.' },
  {
    is: 'absolute with the final dot, in upper case',
    name: 'Host.EXAMPLE.dynv6.net.',
    owner: 'host.example.dynv6.net.',
  },
  { is: 'the apex', name: '@', owner: 'example.dynv6.net.' },
  { is: 'the apex by the empty name', name: '', owner: 'example.dynv6.net.' },
  { is: 'the apex by its own name', name: 'example.dynv6.net', owner: 'example.dynv6.net.' },
  { is: 'a wildcard', name: '*', owner: '*.example.dynv6.net.' },
])('a name may be $is', async ({ name, owner }, { bind }) => {
  await editorFor(bind).set({ name, type: 'A', data: ['198.41.0.77'] }, 60, never);
  expect(await bind.transfer(exampleZone.name)).toContain(`${owner} 60 IN A 198.41.0.77`);
});

pure.for([
  { is: 'a name outside the zone', records: { name: 'other.net.', type: 'TXT', data: ['x'] }, ttl: 60 },
  { is: 'a name that no name can be', records: { name: 'a..b', type: 'TXT', data: ['x'] }, ttl: 60 },
  {
    is: 'a name that is too long in the zone',
    records: { name: Array.from({ length: 60 }, () => 'abc').join('.'), type: 'TXT', data: ['x'] },
    ttl: 60,
  },
  { is: 'an address of the other family', records: { name: 'a', type: 'A', data: ['2a02:12ab::1'] }, ttl: 60 },
  { is: 'one bad value among good ones', records: { name: 'a', type: 'AAAA', data: ['2a02:12ab::1', 'x'] }, ttl: 60 },
  { is: 'a negative time to live', records: { name: 'a', type: 'TXT', data: ['x'] }, ttl: -1 },
  { is: 'a time to live with a fraction', records: { name: 'a', type: 'TXT', data: ['x'] }, ttl: 1.5 },
  { is: 'a time to live that is none', records: { name: 'a', type: 'TXT', data: ['x'] }, ttl: Number.NaN },
  {
    is: 'more than fits a message',
    records: { name: 'a', type: 'TXT', data: ['x'.repeat(40_000), 'y'.repeat(40_000)] },
    ttl: 60,
  },
] as const)('$is is refused before anything is sent', async ({ records, ttl }) => {
  const sent: Uint8Array[] = [];
  const silent: Exchange = async (request) => {
    sent.push(request);
    return { ok: false, failure: { code: 'internal', message: 'sent' } };
  };
  const key = keyFrom('k:c2VjcmV0');
  const editor = dnsZoneEditor('example.dynv6.net', {
    server: { host: '127.0.0.1', port: 1 },
    key,
    exchange: silent,
    now: Date.now,
  });
  const answer = await editor.set(records, ttl, never);
  expect({ answer, sent }).toMatchObject({ answer: { ok: false, failure: { code: 'usage' } }, sent: [] });
});

function editorFor(bind: Bind): DnsZoneEditor {
  const key = keyFrom(bind.keys.get('hmac-sha256.tsig.dynv6.com'));
  return dnsZoneEditor(exampleZone.name, { server: bind.server, key, exchange, now: Date.now });
}

async function challengesOf(bind: Bind): Promise<readonly string[]> {
  return (await bind.transfer(exampleZone.name)).filter((line) => line.startsWith(challenge));
}
