import { defaultDestination, formatSshDestination, parseSshDestination } from '../channels/ssh/destination.ts';
import type { Failure } from '../failure.ts';
import type { HostPort, Way } from '../job.ts';
import { fail, ok, type Result } from '../result.ts';
import type { SettingValues } from './definitions.ts';
import type { Resolved } from './resolve.ts';
import { isExposed, parseHostPort, parseServer } from './server.ts';
import type { FoundToken } from './token.ts';

export interface ChosenWay {
  readonly way: Way;
  readonly warnings: readonly string[];
}

/** The server that the settings name, in the form that its channel needs. */
export type Server =
  | { readonly kind: 'http'; readonly url: URL }
  | { readonly kind: 'dns'; readonly at: HostPort }
  | { readonly kind: 'ssh'; readonly destination: string };

export function serverOf({ values, origins }: Resolved): Result<Server, Failure> {
  const wrong = (right: string) => fail(wrongServer(values.server, origins.server, right));
  if (values.via === 'ssh') {
    const destination = parseSshDestination(values.server ?? defaultDestination);
    if (!destination.ok) return wrong('[USER@]HOST[:PORT], an IPv6 address with a port in brackets');
    return ok({ kind: 'ssh', destination: formatSshDestination(destination.value) });
  }
  if (values.via === 'dns') {
    const at = parseHostPort(values.server ?? 'ns1.dynv6.com', 53);
    return at.ok ? ok({ kind: 'dns', at: at.value }) : wrong(at.failure);
  }
  const url = parseServer(values.server ?? 'https://dynv6.com');
  return url.ok ? ok({ kind: 'http', url: url.value }) : wrong(url.failure);
}

/** The way into the service, with what it needs. A token is looked for only where one is used. */
export function wayOf(
  values: SettingValues,
  server: Server,
  findToken: () => Result<FoundToken, Failure>,
): Result<ChosenWay, Failure> {
  switch (server.kind) {
    case 'http':
      return httpWay(values, server.url, findToken());
    case 'dns':
      return dnsWay(values, server.at);
    case 'ssh':
      return ok({
        way: {
          channel: 'ssh',
          server: server.destination,
          identity: values.identity,
          knownHosts: values.knownHosts,
        },
        warnings: [],
      });
  }
}

function httpWay({ via }: SettingValues, server: URL, token: Result<FoundToken, Failure>): Result<ChosenWay, Failure> {
  if (!token.ok) return token;
  const channel = via === 'dyndns2' || via === 'rest' ? via : 'update-api';
  const exposed = isExposed(server)
    ? [`${server.origin} is not encrypted: the token can be read on the way; use https`]
    : [];
  return ok({
    way: { channel, server, token: token.value.token },
    warnings: [...token.value.warnings, ...exposed],
  });
}

function dnsWay({ keyFile, key }: SettingValues, server: HostPort): Result<ChosenWay, Failure> {
  if (keyFile !== null) return ok({ way: { channel: 'dns', server, keyFile, keyName: key }, warnings: [] });
  return fail({
    code: 'no-token',
    message: 'there is no TSIG key for --via dns',
    advice: 'Name the file that holds it with --key-file; the key is shown at dynv6.com/keys',
  });
}

function wrongServer(typed: string | null, origin: string, right: string): Failure {
  return {
    code: origin.startsWith('--') ? 'usage' : 'config',
    message: `${origin}: ${JSON.stringify(typed?.replace(/\/\/[^/@]*@/, '//…@').replace(/\?.*/s, '?…'))} is wrong`,
    advice: `It has to be ${right}`,
  };
}
