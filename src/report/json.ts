import { exitCodes, type Failure } from '../failure.ts';
import type { Outcome } from '../outcome.ts';
import { describeFailure, oneLine } from './words.ts';

/** The document of `--json`, with a line end. */
export function outcomesDocument(outcomes: readonly Outcome[]): string {
  return jsonDocument({ zones: outcomes.map(zoneObject) });
}

/** One zone's outcome as one line: what a run that goes on for ever prints. */
export function outcomeLine(outcome: Outcome, more: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ version: 1, ...more, zones: [zoneObject(outcome)] })}\n`;
}

/** Where the run failed before any zone could be looked at. */
export function failuresDocument(failures: readonly Failure[]): string {
  return jsonDocument({ zones: [], error: errorObject(failures[0] ?? null) });
}

export function jsonDocument(content: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ version: 1, ...content }, null, 2)}\n`;
}

export function errorObject(failure: Failure | null) {
  if (failure === null) return null;
  return { code: failure.code, message: oneLine(describeFailure(failure)), exitCode: exitCodes[failure.code] };
}

function zoneObject({ zone, channel, result, sent, previous, response, failure, at }: Outcome) {
  return {
    zone,
    channel,
    result,
    sent,
    previous,
    response,
    error: errorObject(failure),
    at: new Date(at).toISOString(),
  };
}
