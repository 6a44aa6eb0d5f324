import type { Failure } from '../failure.ts';
import type { Outcome } from '../outcome.ts';
import type { Colours } from './colours.ts';
import { describeFailure, describeSpan, describeValues, oneLine } from './words.ts';

/** `lasted`: milliseconds. */
export function recoveryLine(label: string, lasted: number, colours: Colours): string {
  return `${colours.good(label)}: all is well again after ${describeSpan(lasted)}`;
}

/** Why a reload changed nothing. */
export function reloadRefused(failures: readonly Failure[], colours: Colours): string {
  const [first] = failures;
  const more = failures.length > 1 ? ` (and ${failures.length - 1} more)` : '';
  const why = first === undefined ? '' : oneLine(describeFailure(first));
  return `${colours.bad('dynv6')}: the settings stay as they were, for the new ones are wrong: ${why}${more}`;
}

/** What the service manager shows of the zones, as each was left by its last update; one line. */
export function statusText(outcomes: readonly Outcome[], zones: number): string {
  const failed = outcomes.filter(({ failure }) => failure !== null);
  const [worst] = failed;
  if (worst?.failure != null) {
    const many = zones > 1 ? `${failed.length} of ${zones} zones in trouble: ` : '';
    return oneLine(`${many}${worst.label}: ${describeFailure(worst.failure)}`);
  }
  const [only] = outcomes;
  if (only === undefined) return 'starting';
  return zones > 1
    ? `${zones} zones are published`
    : `${only.label}: ${describeValues({ ...only.previous, ...only.sent })}`;
}
