import type { Failure } from '../failure.ts';
import type { Remembered } from '../remembered.ts';
import type { Result } from '../result.ts';
import { type Field, fields, type Values } from '../update.ts';
import { addressTypes, type ServerAnswer, type Verification } from '../verification.ts';
import type { Colours } from './colours.ts';
import { formatTable } from './table.ts';
import { describeFailure, describeSpan, describeValues, oneLine } from './words.ts';

/** A zone from all sides. */
export interface ZoneStatus {
  readonly zone: string;
  readonly label: string;
  readonly channel: string;
  readonly remembered: Remembered | null;
  /** When an update, of whichever zone, last looked at this machine; milliseconds since the epoch. */
  readonly lookedAt: number | null;
  /** What the service accepted; null where nothing is remembered. */
  readonly published: Values | null;
  /** What this machine would publish now. */
  readonly machine: Result<Values, Failure>;
  /** What it would publish otherwise than it is published. */
  readonly pending: readonly Field[];
  /** What the service says that it holds; null where it was not asked. */
  readonly service: Result<Values, Failure> | null;
  /** What it holds otherwise than it is published. */
  readonly wrong: readonly Field[];
  readonly dns: Verification;
  /** The name servers that did not answer. */
  readonly silent: readonly string[];
  /** Nothing of all this contradicts the rest. */
  readonly agrees: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The zone's state in one line, without its name. */
export function statusSummary(status: ZoneStatus): string {
  const { dns, pending, wrong, silent, service, agrees } = status;
  if (agrees) return 'all agree';
  if (dns.failure !== null) return oneLine(describeFailure(dns.failure));
  if (dns.verdict === 'differs') {
    return 'the name servers agree on something else than was published. Somebody may have changed it: dynv6 --force publishes again';
  }
  if (pending.length > 0) return `this machine has something else to publish (${pending.map(nameOf).join(', ')})`;
  if (dns.verdict === 'lags') return 'not every name server has the last change yet. Look again in a minute';
  if (silent.length > 0) return `no answer from ${silent.join(', ')}`;
  if (service?.ok === false) return oneLine(describeFailure(service.failure));
  if (wrong.length > 0) return `the service holds something else than was published (${wrong.map(nameOf).join(', ')})`;
  return 'too few name servers answered to tell';
}

/** All that is known of the zone, a paragraph. */
export function statusText(status: ZoneStatus, colours: Colours): string {
  const { label, machine, service, dns, agrees } = status;
  const summary = statusSummary(status);
  const rows = [
    ['published', publishedWords(status)],
    ...sinceRows(status),
    ['this machine', machine.ok ? machineWords(status, machine.value) : oneLine(describeFailure(machine.failure))],
    ...(service === null ? [] : [['service', service.ok ? words(service.value) : describeFailure(service.failure)]]),
    ['name servers', dns.authority === null ? 'none found' : `of ${dns.authority}: ${dns.verdict}`],
  ];
  const facts = rows.map(([name = '', text = '']) => `  ${name.padEnd(12)}  ${oneLine(text)}\n`).join('');
  return `${colours.strong(label)}: ${agrees ? colours.good(summary) : colours.bad(summary)}\n${facts}${serverTable(status, colours)}`;
}

function publishedWords({ published, channel }: ZoneStatus): string {
  return published === null ? `nothing that is remembered here (by ${channel})` : `${words(published)} (by ${channel})`;
}

function sinceRows({ remembered, lookedAt, at }: ZoneStatus): readonly (readonly string[])[] {
  if (remembered === null) return [];
  const { changedAt, response, refusal } = remembered;
  const acceptedAt = lastAccepted(remembered);
  const said = response === null ? '' : ` ("${response}")`;
  return [
    ...(changedAt === null ? [] : [['since', moment(changedAt, at)]]),
    ...(acceptedAt === null ? [] : [['accepted', `last ${moment(acceptedAt, at)}${said}`]]),
    ...(lookedAt === null ? [] : [['looked', `last ${moment(lookedAt, at)}`]]),
    ...(refusal === null ? [] : [['refused', `${moment(refusal.at, at)}: ${refusal.message}`]]),
  ];
}

function machineWords({ pending, published }: ZoneStatus, values: Values): string {
  if (published !== null && pending.length === 0) return `the same now: ${words(values)}`;
  return `would publish ${words(values)}`;
}

function serverTable({ dns }: ZoneStatus, colours: Colours): string {
  if (dns.answers.length === 0) return '';
  const rows = dns.answers.map((answer) => {
    const { server, address, says } = answer;
    const word = serverWord(answer, dns);
    const failure = [says.A, says.AAAA].find((said) => !said.ok);
    const spoken = addressTypes.map((type) => (says[type].ok ? says[type].value.join(' ') || 'none' : ''));
    return [
      `    ${server}`,
      address ?? '',
      word === 'agrees' ? colours.good(word) : colours.bad(word),
      ...spoken,
      failure === undefined || failure.ok ? '' : colours.faint(oneLine(failure.failure.message)),
    ];
  });
  return formatTable(['    server', 'address', '', ...addressTypes, ''], rows, colours);
}

/** What one server's answer is, seen beside the others'. */
export function serverWord({ says }: ServerAnswer, { expected, verdict }: Verification): string {
  if (!says.A.ok || !says.AAAA.ok) return 'silent';
  const same = addressTypes.every((type) => {
    const said = says[type];
    const wanted = expected[type];
    return wanted === null || (said.ok && [...wanted].sort().join() === said.value.join());
  });
  if (same) return 'agrees';
  return verdict === 'lags' ? 'lags' : 'differs';
}

/** Milliseconds since the epoch; null where nothing was. */
export function lastAccepted({ accepted }: Remembered): number | null {
  const times = fields.flatMap((field) => accepted[field]?.at ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

function words(values: Values): string {
  return describeValues(values) || 'no address';
}

function nameOf(field: Field): string {
  return { ipv4: 'IPv4', ipv6: 'IPv6', ipv6prefix: 'prefix' }[field];
}

/** `2026-11-24 17:00 UTC, 3 h ago`. */
function moment(at: number, now: number): string {
  const clock = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return at > now ? clock : `${clock}, ${describeSpan(now - at)} ago`;
}
