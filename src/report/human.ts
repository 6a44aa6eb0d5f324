import type { Verdict } from '../choice.ts';
import type { Failure } from '../failure.ts';
import type { Outcome } from '../outcome.ts';
import type { Colours } from './colours.ts';
import { describeFailure, describeSpan, describeValues, oneLine } from './words.ts';

/** The line for standard output; null for a failure, which belongs on standard error. */
export function resultLine(outcome: Outcome, colours: Colours): string | null {
  const line = (word: string, rest: string) =>
    `${colours.strong(outcome.label)}: ${word}${rest === '' ? '' : ` ${rest}`}`;
  const sent = describeValues(outcome.sent);
  switch (outcome.result) {
    case 'updated':
      return line(colours.good('updated:'), `${sent}${wasBefore(outcome)}`);
    case 'unchanged':
      return line('unchanged:', `the service had it already: ${sent}`);
    case 'skipped':
      return line(colours.faint('nothing to send,'), skipped(outcome));
    case 'planned':
      return line('would send:', sent);
    case 'failed':
      return null;
  }
}

/** A failure of a zone, or of the run, in one line. */
export function failureLine(failure: Failure, label: string, colours: Colours): string {
  return `${colours.bad(label)}: ${oneLine(describeFailure(failure))}`;
}

/** What `--verbose` tells of how a zone's addresses were chosen and what was left out. */
export function detailLines({ choices, notes }: Outcome): readonly string[] {
  const verdicts = [...(choices?.ipv4.verdicts ?? []), ...(choices?.ipv6.verdicts ?? [])];
  return [...verdicts.map(describeVerdict), ...notes].map(oneLine);
}

function describeVerdict({ address, reason }: Verdict): string {
  return `${address.address} on ${address.interface}: ${reason === null ? 'chosen' : `passed over: ${reason}`}`;
}

function skipped({ previous, acceptedAt, at }: Outcome): string {
  const age = acceptedAt === null ? 'before' : `${describeSpan(at - acceptedAt)} ago`;
  return `accepted ${age}: ${describeValues(previous ?? {})} (--force sends it again)`;
}

function wasBefore({ previous, sent }: Outcome): string {
  if (previous === null) return '';
  const old = Object.fromEntries(
    Object.entries(previous).filter(([field, value]) => field in sent && Reflect.get(sent, field) !== value),
  );
  return Object.keys(old).length === 0 ? '' : ` (was ${describeValues(old)})`;
}
