import { isIPv4 } from 'node:net';
import type { Answer, Handler } from './handler.ts';
import type { DoubleRequest } from './request.ts';
import { opens, type State } from './state.ts';

/** `GET /nic/update`: changes a zone's IPv4 address and nothing else. */
export const dyndns2: Handler = (request, state) => {
  if (request.path !== '/nic/update' || request.method !== 'GET') return null;
  const token = passwordOf(request);
  if (token === null || !state.tokens.has(token)) return refusal('badauth', 401, state);

  const { hostname = '' } = request.parameters;
  const held = state.zones.get(hostname);
  if (held === undefined || !opens(token, hostname, state)) return refusal('nohost', 404, state);

  const ipv4 = wantedAddress(request, state);
  if (ipv4 === null) return refusal('911', 500, state);
  state.zones.set(hostname, { ...held, ipv4 });

  const { dyndns2Unchanged, dyndns2Address } = state.switches;
  const word = held.ipv4 === ipv4 ? dyndns2Unchanged : 'good';
  return answer(200, dyndns2Address === 'told' ? `${word} ${ipv4}` : word);
};

/** Without `myip`, or with an empty one, the service stores the address of the connection. */
function wantedAddress({ parameters, family, remoteAddress }: DoubleRequest, { seenAs }: State): string | null {
  const { myip = '' } = parameters;
  if (myip !== '') return isIPv4(myip) ? myip : null;
  return family === 'ipv4' ? (seenAs.ipv4 ?? remoteAddress) : null;
}

function passwordOf({ headers }: DoubleRequest): string | null {
  const [scheme = '', credentials = ''] = (headers['authorization'] ?? '').split(' ');
  if (scheme.toLowerCase() !== 'basic') return null;
  const [, user, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(credentials, 'base64').toString('utf8')) ?? [];
  return user === 'none' && password !== undefined ? password : null;
}

function refusal(word: string, status: number, { switches }: State): Answer {
  return answer(switches.dyndns2Refusals === 'always 200' ? 200 : status, word);
}

function answer(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain' }, body };
}
