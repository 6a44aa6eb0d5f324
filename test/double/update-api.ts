import type { Answer, Handler } from './handler.ts';
import type { DoubleRequest } from './request.ts';
import { opens, type State } from './state.ts';
import type { Switches } from './switches.ts';
import { updatedZone } from './update-api-values.ts';

/** `GET /api/update`: changes a zone's addresses. https://dynv6.com/docs/apis */
export const updateApi: Handler = (request, state) => {
  if (request.path !== '/api/update' || !['GET', 'POST'].includes(request.method)) return null;
  const { switches } = state;
  if (!request.tls && switches.plainHttp === 'redirected to https') return toHttps(request);

  const { token = '' } = request.parameters;
  if (!state.tokens.has(token)) return refusal('invalid authentication token', switches.badTokenStatus, switches);

  const asked = zoneAskedFor(request, switches);
  if (asked === '') return refusal('zone missing', switches.invalidStatus, switches);
  const zone = heldZoneName(asked, state);
  const held = zone === null ? undefined : state.zones.get(zone);
  if (zone === null || held === undefined || !opens(token, zone, state)) {
    return refusal('zone not found', switches.unknownZoneStatus, switches);
  }

  const client = { family: request.family, address: state.seenAs[request.family] ?? request.remoteAddress };
  const updated = updatedZone(held, request.parameters, client, switches);
  if (updated === null) return refusal('invalid address', switches.invalidStatus, switches);
  state.zones.set(zone, updated);

  const changed = (['ipv4', 'ipv6', 'ipv6prefix'] as const).some((field) => updated[field] !== held[field]);
  const told = changed || switches.unchanged === 'called updated';
  return answer(200, told ? 'addresses updated' : 'addresses unchanged', switches);
};

function zoneAskedFor({ parameters }: DoubleRequest, { aliases }: Switches): string {
  const { zone = '', hostname = '' } = parameters;
  if (aliases === 'refused') return zone;
  return zone || hostname || (parameters['Hostname'] ?? '');
}

function heldZoneName(asked: string, { zones, switches }: State): string | null {
  if (zones.has(asked)) return asked;
  if (switches.hostBelowZone === 'zone not found') return null;
  return [...zones.keys()].find((name) => asked.endsWith(`.${name}`)) ?? null;
}

function refusal(seen: string, status: number, switches: Switches): Answer {
  const words = { 'as seen': seen, reworded: `Sorry: ${seen.split(' ').reverse().join(' ')}`, none: '' };
  return answer(status, words[switches.errorWords], switches);
}

function answer(status: number, words: string, { contentType, lineEnd }: Switches): Answer {
  return {
    status,
    headers: contentType === null ? {} : { 'content-type': contentType },
    body: words === '' ? '' : `${words}${lineEnd}`,
  };
}

function toHttps({ headers, path, query }: DoubleRequest): Answer {
  return { status: 301, headers: { location: `https://${headers['host']}${path}?${query}` }, body: '' };
}
