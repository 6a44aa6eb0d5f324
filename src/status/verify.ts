import type { QueryAnswer } from '../channels/dns-update/query.ts';
import type { Failure } from '../failure.ts';
import { findAuthority, type NameServer } from '../name-servers/authority.ts';
import type { NameService } from '../name-servers/name-service.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Zone } from '../update.ts';
import type { AddressType, ServerAnswer, Verification } from '../verification.ts';
import type { Expectation } from './expectation.ts';
import { judge } from './verdict.ts';

/**
 * Asks every address of every authoritative name server of the zone for the zone's own A and AAAA records, and
 * compares them with what is expected. Never throws; what cannot be told is `unknown`.
 */
export async function verify(
  zone: Zone,
  { expected, settling }: Expectation,
  names: NameService,
  signal: AbortSignal,
): Promise<Verification> {
  const authority = await findAuthority(zone, names, signal);
  if (!authority.ok) {
    const verdicts = { A: null, AAAA: null };
    return { verdict: 'unknown', verdicts, expected, authority: null, answers: [], failure: authority.failure };
  }
  const answers = await Promise.all(authority.value.servers.map((server) => askServer(server, zone, names, signal)));
  return {
    ...judge(expected, answers.flat(), settling),
    expected,
    authority: authority.value.zone,
    answers: answers.flat(),
    failure: null,
  };
}

async function askServer(
  { name, addresses }: NameServer,
  zone: Zone,
  names: NameService,
  signal: AbortSignal,
): Promise<readonly ServerAnswer[]> {
  if (!addresses.ok) return [{ server: name, address: null, says: { A: addresses, AAAA: addresses } }];
  const question = async (address: string, type: AddressType) =>
    readRecords(await names.ask(address, zone, type, signal), address, zone);
  return Promise.all(
    addresses.value.map(async (address) => {
      const [A, AAAA] = await Promise.all([question(address, 'A'), question(address, 'AAAA')]);
      return { server: name, address, says: { A, AAAA } };
    }),
  );
}

function readRecords(
  answer: Result<QueryAnswer, Failure>,
  address: string,
  zone: Zone,
): Result<readonly string[], Failure> {
  if (!answer.ok) return answer;
  if (!answer.value.authoritative) {
    return fail({ code: 'unexpected-answer', message: `${address} does not speak for ${zone}` });
  }
  return ok(answer.value.records.map(({ data }) => data).sort());
}
