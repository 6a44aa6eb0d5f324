import type { Answer, Handler } from './handler.ts';
import type { DoubleRequest } from './request.ts';
import { json, refused } from './rest-answers.ts';
import { addRecord, changeRecord, deleteRecord, listRecords, showRecord } from './rest-records.ts';
import { addZone, type Body, changeZone, deleteZone, shownZone } from './rest-zones.ts';
import { opens, type State } from './state.ts';

const root = '/api/v2';

/** The REST API v2. https://dynv6.github.io/api-spec/ */
export const rest: Handler = (request, state) => {
  if (request.path !== root && !request.path.startsWith(`${root}/`)) return null;
  const [, token = ''] = /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '') ?? [];
  if (!state.tokens.has(token)) return refused(401, state.switches);

  const body = bodyOf(request);
  if (body === null) return refused(400, state.switches);
  const [first, ...rest] = request.path
    .slice(root.length + 1)
    .split('/')
    .map(decodeURIComponent);
  if (first !== 'zones') return refused(404, state.switches);
  const call = { method: request.method, path: rest, token, body };
  return rest.length === 0 ? allZones(call, state) : oneZone(call, state);
};

interface Call {
  readonly method: string;
  /** What stands behind `/zones`. */
  readonly path: readonly string[];
  readonly token: string;
  readonly body: Body;
}

function allZones({ method, token, body }: Call, state: State): Answer {
  if (method === 'GET') {
    const opened = [...state.zones.keys()].filter((zone) => opens(token, zone, state));
    return json(
      200,
      opened.map((zone) => shownZone(zone, state)),
    );
  }
  if (method !== 'POST') return refused(404, state.switches);
  return state.tokens.get(token) === 'all' ? addZone(body, state) : refused(403, state.switches);
}

function oneZone(call: Call, state: State): Answer {
  const { method, path, token, body } = call;
  const [first = '', second, ...others] = path;
  const byName = first === 'by-name';
  if (byName && state.switches.restByName === 'no such path') return refused(404, state.switches);
  const zone = byName ? zoneNamed(second, state) : zoneOf(Number(first), state);
  if (zone === null) return refused(404, state.switches);
  if (!opens(token, zone, state)) return refused(403, state.switches);

  if (!byName && second === 'records') return records(call, zone, others, state);
  if (path.length > (byName ? 2 : 1)) return refused(404, state.switches);
  if (method === 'GET') return json(200, shownZone(zone, state));
  if (method === 'PATCH' && !byName) return changeZone(zone, body, state);
  if (method === 'DELETE' && !byName) return deleteZone(zone, state);
  return refused(404, state.switches);
}

function records({ method, body }: Call, zone: string, [id, ...rest]: readonly string[], state: State): Answer {
  if (rest.length > 0) return refused(404, state.switches);
  if (id === undefined) {
    if (method === 'GET') return listRecords(zone, state);
    if (method === 'POST') return addRecord(zone, body, state);
  } else {
    if (method === 'GET') return showRecord(zone, Number(id), state);
    if (method === 'PATCH') return changeRecord(zone, Number(id), body, state);
    if (method === 'DELETE') return deleteRecord(zone, Number(id), state);
  }
  return refused(404, state.switches);
}

function zoneNamed(name: string | undefined, { zones }: State): string | null {
  return name !== undefined && zones.has(name) ? name : null;
}

function zoneOf(id: number, { rest }: State): string | null {
  return [...rest.zoneIds].find(([, number]) => number === id)?.[0] ?? null;
}

/** Null where the body is not a JSON object, or does not say that it is JSON. */
function bodyOf({ method, headers, body }: DoubleRequest): Body | null {
  if (method === 'GET' || method === 'DELETE') return {};
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) return null;
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : null;
  } catch {
    return null;
  }
}
