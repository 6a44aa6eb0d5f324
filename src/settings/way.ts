import type { Failure } from '../failure.ts';
import type { Way } from '../job.ts';
import { fail, ok, type Result } from '../result.ts';
import type { SettingValues } from './definitions.ts';
import type { Resolved } from './resolve.ts';
import { isExposed, parseServer } from './server.ts';
import type { FoundToken } from './token.ts';

export interface ChosenWay {
  readonly way: Way;
  readonly warnings: readonly string[];
}

/** The HTTP server that the settings name; null where the channel has a server of another kind. */
export function serverOf({ values, origins }: Resolved): Result<URL | null, Failure> {
  if (values.via === 'dns' || values.via === 'ssh') return ok(null);
  const server = parseServer(values.server ?? 'https://dynv6.com');
  return server.ok ? server : fail(wrongServer(values.server, origins.server, server.failure));
}

/** The way into the service, with what it needs. A token is looked for only where one is used. */
export function wayOf(
  values: SettingValues,
  server: URL | null,
  findToken: () => Result<FoundToken, Failure>,
): Result<ChosenWay, Failure> {
  switch (values.via) {
    case 'update-api':
    case 'dyndns2':
    case 'rest': {
      const token = findToken();
      if (!token.ok) return token;
      const url = server ?? new URL('https://dynv6.com/');
      const warnings = isExposed(url)
        ? [`${url.origin} is not encrypted: the token can be read on the way; use https`]
        : [];
      return ok({
        way: { channel: values.via, server: url, token: token.value.token },
        warnings: [...token.value.warnings, ...warnings],
      });
    }
    case 'dns':
      if (values.keyFile === null) {
        return fail({
          code: 'no-token',
          message: 'there is no TSIG key for --via dns',
          advice: 'Name the file that holds it with --key-file; the key is shown at dynv6.com/keys',
        });
      }
      return ok({
        way: {
          channel: 'dns',
          server: values.server ?? 'ns1.dynv6.com',
          keyFile: values.keyFile,
          keyName: values.key,
        },
        warnings: [],
      });
    case 'ssh':
      return ok({
        way: {
          channel: 'ssh',
          server: values.server ?? 'api@dynv6.com',
          identity: values.identity,
          knownHosts: values.knownHosts,
        },
        warnings: [],
      });
  }
}

function wrongServer(typed: string | null, origin: string, right: string): Failure {
  return {
    code: origin.startsWith('--') ? 'usage' : 'config',
    message: `${origin}: ${JSON.stringify(typed?.replace(/\/\/[^/@]*@/, '//…@').replace(/\?.*/s, '?…'))} is wrong`,
    advice: `It has to be ${right}`,
  };
}
