import type { ChallengeTask } from '../acme/answer-challenge.ts';
import { type AskedChallenge, readChallenge } from '../acme/challenge.ts';
import { readSettingsAround, type SettingsAround } from '../acme/settings-around.ts';
import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import { parseDuration } from '../settings/duration.ts';
import { parseHostPort } from '../settings/server.ts';
import type { Words } from '../settings/words.ts';
import type { SettingsWorld } from '../settings/world.ts';

/** What was typed behind `dynv6 acme`, checked, and the settings that go with it. */
export interface CheckedChallenge {
  readonly settings: SettingsAround['settings'];
  /** What keeps it from being tried may stand here, too: then the settings can still be warned of. */
  readonly task: Result<ChallengeTask, Failure>;
}

export function checkChallenge(
  kind: ChallengeTask['kind'],
  asked: AskedChallenge,
  words: Words,
  world: SettingsWorld,
): Result<CheckedChallenge, readonly Failure[]> {
  const challenge = readChallenge(asked, world.environment);
  if (!challenge.ok) return fail([challenge.failure]);
  const { via } = words.options;
  if (via === 'update-api' || via === 'dyndns2') return fail([cannotCarry(via)]);
  const wait = parsed('--wait', textOf(words, 'wait'), parseDuration);
  if (!wait.ok) return fail([wait.failure]);
  const resolver = parsed('--resolver', textOf(words, 'resolver'), (text) => parseHostPort(text, 53));
  if (!resolver.ok) return fail([resolver.failure]);

  const around = readSettingsAround(challenge.value.name, textOf(words, 'zone'), words, world);
  if (!around.ok) return around;
  const { settings } = around.value;
  const job = settings.zones[0]?.job ?? fail({ code: 'internal', message: 'settings for no zone' } as const);
  if (!job.ok) return ok({ settings, task: job });
  if (kind === 'present' && challenge.value.together && job.value.way.channel === 'ssh') {
    return ok({ settings, task: fail(oneOnly) });
  }
  const task = { kind, challenge: challenge.value, around: around.value, job: job.value };
  return ok({ settings, task: ok({ ...task, wait: wait.value, resolver: resolver.value }) });
}

function textOf({ options }: Words, name: 'zone' | 'wait' | 'resolver'): string | null {
  const value = options[name];
  return value === undefined ? null : String(value);
}

/** Null where nothing was typed. */
function parsed<Value>(
  option: string,
  text: string | null,
  parse: (text: string) => Result<Value, string>,
): Result<Value | null, Failure> {
  if (text === null) return ok(null);
  const value = parse(text);
  if (value.ok) return value;
  return fail({
    code: 'usage',
    message: `${option}: ${JSON.stringify(text)} is wrong`,
    advice: `It has to be ${value.failure}`,
  });
}

function cannotCarry(via: string): Failure {
  return { code: 'usage', message: `${via} cannot make records`, advice: 'Use --via rest, dns or ssh' };
}

const oneOnly: Failure = {
  code: 'usage',
  message: 'SSH keeps one TXT value of a name, and certbot wants two at once: those of a domain and of its wildcard',
  advice: 'Use --via rest or --via dns',
};
