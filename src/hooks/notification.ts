import type { Failure } from '../failure.ts';
import type { Outcome } from '../outcome.ts';
import { errorObject } from '../report/json.ts';
import { describeFailure, describeSpan, describeValues, oneLine } from '../report/words.ts';

/** A change of state that somebody wants to hear of. */
export type Occasion =
  | { readonly event: 'changed'; readonly outcome: Outcome }
  | { readonly event: 'trouble'; readonly failure: Failure }
  /** `lasted`: milliseconds. */
  | { readonly event: 'recovered'; readonly lasted: number };

/** The JSON text of the message. `text` is what chat services show (Slack, Mattermost and others by that name). */
export function notification(
  occasion: Occasion,
  zone: { readonly zone: string; readonly label: string },
  at: number,
): string {
  return JSON.stringify({
    version: 1,
    event: occasion.event,
    zone: zone.zone,
    at: new Date(at).toISOString(),
    text: `${zone.label}: ${textOf(occasion)}`,
    ...detailsOf(occasion),
  });
}

function detailsOf(occasion: Occasion): object {
  switch (occasion.event) {
    case 'changed':
      return { result: occasion.outcome.result, values: occasion.outcome.sent, previous: occasion.outcome.previous };
    case 'trouble':
      return { error: errorObject(occasion.failure) };
    case 'recovered':
      return { lastedSeconds: Math.round(occasion.lasted / 1000) };
  }
}

function textOf(occasion: Occasion): string {
  switch (occasion.event) {
    case 'changed':
      return `now ${describeValues(occasion.outcome.sent)}`;
    case 'trouble':
      return oneLine(describeFailure(occasion.failure));
    case 'recovered':
      return `all is well again after ${describeSpan(occasion.lasted)}`;
  }
}
