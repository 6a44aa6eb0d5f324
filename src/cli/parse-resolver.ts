import type { Failure } from '../failure.ts';
import type { HostPort } from '../job.ts';
import { fail, ok, type Result } from '../result.ts';
import { parseHostPort } from '../settings/server.ts';

/** Who knows the name servers of a zone: what `--resolver` says. Null: the system's resolver. */
export function parseResolver(typed: string | null): Result<HostPort | null, Failure> {
  if (typed === null) return ok(null);
  const resolver = parseHostPort(typed, 53);
  if (resolver.ok) return resolver;
  return fail({
    code: 'usage',
    message: `--resolver: ${JSON.stringify(typed)} is wrong`,
    advice: 'It has to be HOST or HOST:PORT, like 9.9.9.9',
  });
}
