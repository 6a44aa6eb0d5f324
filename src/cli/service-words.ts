import type { Command } from 'commander';
import type { Failure } from '../failure.ts';
import { nearest } from '../nearest.ts';
import { fail, ok, type Result } from '../result.ts';
import { type Kind, kinds, type Scope } from '../service/service.ts';
import { kindNamed } from '../service/supervisors.ts';
import { parseDuration } from '../settings/duration.ts';

/** What was typed after `dynv6 service install` and so on. */
export interface ServiceAsked {
  readonly words: readonly (string | undefined)[];
  readonly command: Command;
}

export interface ServiceWords {
  /** Null: what the machine has. */
  readonly kind: Kind | null;
  readonly zone: string | null;
  readonly device: string | null;
  readonly scope: Scope;
  /** Milliseconds; null: the watcher. */
  readonly period: number | null;
}

const usualPeriod = 5 * 60_000;

/** A zone has a dot, a kind has none: either may be left out. */
export function parseServiceWords({ words, command }: ServiceAsked): Result<ServiceWords, Failure> {
  const [first, ...rest] = words.filter((word) => word !== undefined);
  const kind = first === undefined ? null : kindNamed(first);
  const [zone = null, device = null, tooMany] = kind === null && first !== undefined ? [first, ...rest] : rest;
  if (kind === null && first !== undefined && (!first.includes('.') || words.length === 1)) return fail(noKind(first));
  if (tooMany !== undefined) return fail({ code: 'usage', message: `"${tooMany}" is one word too many` });
  const period = parsePeriod(command.getOptionValue('timer'));
  if (!period.ok) return period;
  const scope = command.getOptionValue('user') === true ? 'user' : 'system';
  return ok({ kind, zone, device, scope, period: period.value });
}

function parsePeriod(typed: unknown): Result<number | null, Failure> {
  if (typed === undefined || typed === false) return ok(null);
  if (typed === true) return ok(usualPeriod);
  const duration = parseDuration(String(typed));
  if (duration.ok && duration.value >= 1000) return ok(duration.value);
  return fail({
    code: 'usage',
    message: `--timer: ${JSON.stringify(typed)} is no duration of at least a second`,
    advice: 'Write --timer=5m, or put --timer behind the zone',
  });
}

function noKind(word: string): Failure {
  const near = nearest(word, kinds);
  return {
    code: 'usage',
    message: `"${word}" is no kind of service`,
    advice: near === null ? `There are ${kinds.join(', ')}` : `Did you mean "${near}"?`,
  };
}
