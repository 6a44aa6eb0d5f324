import type { Failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import { listZones } from './commands.ts';
import type { Execute } from './connection.ts';
import { readAnswer } from './server-answer.ts';

/** The names of the zones that the key opens. Changes nothing: the way to try whether SSH would work. */
export async function readZones(execute: Execute): Promise<Result<readonly string[], Failure>> {
  const end = await execute(listZones);
  if (!end.ok) return end;
  if (end.value.code === 0) return ok(parseZones(end.value.stdout));
  const answer = readAnswer(end.value, listZones);
  return answer.ok ? ok([]) : fail(answer.failure);
}

/** One zone a line, its name the first word; a line whose first word has no dot is none. */
export function parseZones(text: string): readonly string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim().split(/\s+/)[0] ?? '')
    .filter((word) => /^[\w-]+(?:\.[\w-]+)+\.?$/.test(word))
    .map((word) => word.toLowerCase().replace(/\.$/, ''));
}
