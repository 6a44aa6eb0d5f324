import { expect, test } from 'vitest';
import type { DoubleRequest } from './request.ts';
import { restStateOf } from './rest-state.ts';
import { emptyZone, type HeldZone, type State } from './state.ts';
import { type Switches, withDefaults } from './switches.ts';
import { updateApi } from './update-api.ts';

const zone = 'example.dynv6.net';

interface Asked {
  readonly parameters: Readonly<Record<string, string>>;
  readonly held?: Partial<HeldZone>;
  readonly switches?: Partial<Switches>;
  readonly over?: 'ipv4' | 'ipv6';
  readonly tls?: boolean;
}

function ask({ parameters, held = {}, switches = {}, over = 'ipv4', tls = true }: Asked) {
  const state: State = {
    zones: new Map([[zone, { ...emptyZone, ...held }]]),
    tokens: new Map<string, 'all' | readonly string[]>([
      ['T0ken', 'all'],
      ['other', ['other.dynv6.net']],
    ]),
    rest: restStateOf([zone], {}),
    switches: withDefaults(switches),
    seenAs: { ipv4: '198.41.0.4', ipv6: '2a02:12ab::1' },
  };
  const all = { zone, token: 'T0ken', ...parameters };
  const query = new URLSearchParams(all).toString();
  const request: DoubleRequest = {
    ...{ number: 1, connection: 1, at: 0, method: 'GET', path: '/api/update', body: '', remoteAddress: '127.0.0.1' },
    ...{ parameters: all, query, headers: { host: 'dynv6.com' }, family: over, tls },
  };
  const answer = updateApi(request, state);
  return { status: answer?.status, body: answer?.body, headers: answer?.headers, held: state.zones.get(zone) };
}

const prefix = '2a02:12ab:34c:ef::/64';

test.for<Asked & { is: string; gives: Partial<HeldZone> }>([
  { is: 'an IPv4 address', parameters: { ipv4: '198.41.0.9' }, gives: { ipv4: '198.41.0.9' } },
  { is: 'auto over IPv4', parameters: { ipv4: 'auto' }, gives: { ipv4: '198.41.0.4' } },
  { is: 'auto over IPv6', parameters: { ipv6: 'auto' }, over: 'ipv6', gives: { ipv6: '2a02:12ab::1' } },
  {
    is: 'an empty value changes nothing',
    parameters: { ipv4: '' },
    held: { ipv4: '1.1.1.1' },
    gives: { ipv4: '1.1.1.1' },
  },
  { is: 'a dash removes', parameters: { ipv4: '-' }, held: { ipv4: '1.1.1.1' }, gives: {} },
  {
    is: 'an IPv6 address alone leaves the prefix',
    parameters: { ipv6: '2A02:12AB::5' },
    held: { ipv6prefix: prefix },
    gives: { ipv6: '2a02:12ab::5', ipv6prefix: prefix },
  },
  {
    is: 'an IPv6 address with a length sets the prefix',
    parameters: { ipv6: '2a02:12ab:34c:ef::5/64' },
    gives: { ipv6: '2a02:12ab:34c:ef::5', ipv6prefix: prefix },
  },
  {
    is: 'a length that is ignored',
    parameters: { ipv6: '2a02:12ab:34c:ef::5/64' },
    switches: { ipv6Length: 'is ignored' },
    gives: { ipv6: '2a02:12ab:34c:ef::5' },
  },
  {
    is: 'a prefix leaves the address',
    parameters: { ipv6prefix: prefix },
    held: { ipv6: '2a02::1' },
    gives: { ipv6: '2a02::1', ipv6prefix: prefix },
  },
  {
    is: 'a suffix joins the prefix beside it',
    parameters: { ipv6: '::a:b:c:d', ipv6prefix: '2a02:12ab:34c::/56' },
    gives: { ipv6: '2a02:12ab:34c:0:a:b:c:d', ipv6prefix: '2a02:12ab:34c::/56' },
  },
  {
    is: '6to4 of the IPv4 address beside it',
    parameters: { ipv4: '198.41.0.4', ipv6: '6to4', ipv6prefix: '6to4' },
    gives: { ipv4: '198.41.0.4', ipv6: '2002:c629:4::1', ipv6prefix: '2002:c629:4::/48' },
  },
])('$is', ({ gives, ...asked }) => {
  expect(ask(asked)).toMatchObject({ status: 200, held: { ...emptyZone, ...gives } });
});

test.for<Asked & { is: string; status: number; body: string }>([
  { is: 'a change', parameters: { ipv4: '198.41.0.9' }, status: 200, body: 'addresses updated' },
  {
    is: 'no change',
    parameters: { ipv4: '198.41.0.9' },
    held: { ipv4: '198.41.0.9' },
    status: 200,
    body: 'addresses unchanged',
  },
  {
    is: 'no change, not told',
    parameters: {},
    switches: { unchanged: 'called updated' },
    status: 200,
    body: 'addresses updated',
  },
  { is: 'a line end', parameters: {}, switches: { lineEnd: '\r\n' }, status: 200, body: 'addresses unchanged\r\n' },
  { is: 'a wrong token', parameters: { token: 'x' }, status: 401, body: 'invalid authentication token' },
  {
    is: 'a wrong token, told in the body alone',
    parameters: { token: 'x' },
    switches: { badTokenStatus: 200 },
    status: 200,
    body: 'invalid authentication token',
  },
  { is: 'an unknown zone', parameters: { zone: 'no.dynv6.net' }, status: 404, body: 'zone not found' },
  { is: 'a zone that the token does not open', parameters: { token: 'other' }, status: 404, body: 'zone not found' },
  {
    is: 'an unknown zone, without words',
    parameters: { zone: 'no.dynv6.net' },
    switches: { errorWords: 'none' },
    status: 404,
    body: '',
  },
  { is: 'a host below the zone', parameters: { zone: `host.${zone}` }, status: 404, body: 'zone not found' },
  {
    is: 'a host below the zone that is taken for it',
    parameters: { zone: `host.${zone}`, ipv4: '1.1.1.1' },
    switches: { hostBelowZone: 'updates the zone' },
    status: 200,
    body: 'addresses updated',
  },
  { is: 'the alias of the zone', parameters: { zone: '', hostname: zone }, status: 200, body: 'addresses unchanged' },
  {
    is: 'an alias that is refused',
    parameters: { zone: '', Hostname: zone },
    switches: { aliases: 'refused' },
    status: 422,
    body: 'zone missing',
  },
  { is: 'a malformed address', parameters: { ipv4: '198.41.000.4' }, status: 422, body: 'invalid address' },
  { is: 'an IPv4 address as IPv6', parameters: { ipv6: '::ffff:198.41.0.4' }, status: 422, body: 'invalid address' },
  { is: 'auto over the wrong family', parameters: { ipv6: 'auto' }, status: 422, body: 'invalid address' },
  {
    is: 'auto over the wrong family, ignored',
    parameters: { ipv6: 'auto' },
    switches: { wrongFamilyAuto: 'ignored' },
    status: 200,
    body: 'addresses unchanged',
  },
  { is: 'a dash for IPv6', parameters: { ipv6: '-' }, status: 422, body: 'invalid address' },
  { is: 'a prefix over 128', parameters: { ipv6prefix: '2a02::/129' }, status: 422, body: 'invalid address' },
])('$is: $status', ({ status, body, ...asked }) => {
  expect(ask(asked)).toMatchObject({ status, body });
});

test('a refused update changes nothing, not even what was well-formed in it', () => {
  expect(ask({ parameters: { ipv4: '198.41.0.4', ipv6: 'nonsense' } }).held).toEqual(emptyZone);
});

test('plain HTTP is sent to HTTPS where the switch says so', () => {
  const redirected = ask({ parameters: {}, tls: false, switches: { plainHttp: 'redirected to https' } });
  expect(redirected).toMatchObject({
    status: 301,
    headers: { location: `https://dynv6.com/api/update?zone=${zone}&token=T0ken` },
  });
});
