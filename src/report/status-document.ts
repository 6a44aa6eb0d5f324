import type { Failure } from '../failure.ts';
import type { Remembered } from '../remembered.ts';
import type { Result } from '../result.ts';
import type { Values } from '../update.ts';
import type { ServerAnswer, Verification } from '../verification.ts';
import { errorObject, jsonDocument } from './json.ts';
import { lastAccepted, serverWord, type ZoneStatus } from './status.ts';

/** The document of `--json`. */
export function statusDocument(
  entries: readonly { readonly label: string; readonly status: Result<ZoneStatus, Failure> }[],
): string {
  return jsonDocument({
    zones: entries.map(({ label, status }) =>
      status.ok ? statusObject(status.value) : { zone: label, agrees: false, error: errorObject(status.failure) },
    ),
  });
}

function statusObject({
  zone,
  channel,
  agrees,
  remembered,
  lookedAt,
  published,
  machine,
  pending,
  service,
  dns,
  at,
}: ZoneStatus) {
  const acceptedAt = remembered === null ? null : lastAccepted(remembered);
  return {
    zone,
    channel,
    agrees,
    published,
    since: time(remembered?.changedAt ?? null),
    acceptedAt: time(acceptedAt),
    lookedAt: time(lookedAt),
    response: remembered?.response ?? null,
    refusal: refusalObject(remembered),
    machine: valuesObject(machine),
    pending,
    service: service === null ? null : valuesObject(service),
    dns: {
      verdict: dns.verdict,
      verdicts: dns.verdicts,
      expected: dns.expected,
      authority: dns.authority,
      servers: dns.answers.map((answer) => serverObject(answer, dns)),
      error: errorObject(dns.failure),
    },
    error: null,
    at: time(at),
  };
}

function serverObject(answer: ServerAnswer, dns: Verification) {
  const { server, address, says } = answer;
  const [failure = null] = [says.A, says.AAAA].flatMap((said) => (said.ok ? [] : [said.failure]));
  return {
    server,
    address,
    is: serverWord(answer, dns),
    A: says.A.ok ? says.A.value : null,
    AAAA: says.AAAA.ok ? says.AAAA.value : null,
    error: errorObject(failure),
  };
}

function valuesObject(values: Result<Values, Failure>) {
  return values.ok ? { values: values.value, error: null } : { values: null, error: errorObject(values.failure) };
}

function refusalObject(remembered: Remembered | null) {
  if (remembered === null || remembered.refusal === null) return null;
  const { code, message, at, until } = remembered.refusal;
  return { code, message, at: time(at), until: time(until) };
}

function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
