import type { Failure } from '../failure.ts';
import type { Detector, Machine } from '../machine.ts';
import { fail, type Result } from '../result.ts';
import { parseJson } from './json.ts';
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

/** Shows the picture in place of the machine. What it does not tell stays unknown. */
export function replay(machine: Machine): Detector {
  return {
    look: async () => machine,
    ask: async (asked) => asked,
  };
}
