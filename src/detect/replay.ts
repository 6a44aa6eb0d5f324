import type { Failure } from '../failure.ts';
import type { Detector, Machine } from '../machine.ts';
import { fail, ok, type Result } from '../result.ts';
import { attempt } from './attempt.ts';
import { parseJson } from './json.ts';
import type { Observed } from './observed.ts';
import { parseMachineShape } from './parse-machine.ts';

/** A picture as `dynv6 addresses --json` and `dynv6 report` print it. Fields that it has beyond those are passed over. */
export function parseMachine(text: string): Result<Machine, Failure> {
  const value = parseJson(text);
  if (value === undefined) return fail({ code: 'config', message: 'the picture of the machine is not JSON' });
  const machine = parseMachineShape(value, '');
  return machine.ok
    ? machine
    : fail({ code: 'config', message: `the picture of the machine is not as it should be: ${machine.failure}` });
}

/** Shows a picture in place of the machine, as it is at each look. What it does not tell stays unknown. */
export function replay(picture: () => Machine): Detector {
  return {
    look: async () => picture(),
    ask: async (asked) => asked,
  };
}

/** Plays the picture in a file, and what the file becomes; a text that is no picture, half written, changes nothing. */
export function replayFile(read: () => string): Result<Observed, Failure> {
  let text = read();
  const first = parseMachine(text);
  if (!first.ok) return first;
  let machine = first.value;

  function glance(): string {
    const now = attempt(read);
    return now.ok ? now.value : text;
  }

  function picture(): Machine {
    const now = glance();
    if (now === text) return machine;
    text = now;
    const parsed = parseMachine(now);
    if (parsed.ok) machine = parsed.value;
    return machine;
  }

  return ok({ detector: () => replay(picture), glance });
}
