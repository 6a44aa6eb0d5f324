import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Typed } from './say.ts';
import type { Terminal } from './terminal.ts';

/** Whether to go on: `--yes` was typed, or a person says so. Fails with `usage` where there is nobody to ask. */
export async function confirmDeletion(
  question: string,
  { words }: Typed,
  terminal: Terminal,
): Promise<Result<boolean, Failure>> {
  if (words.options['yes'] === true) return ok(true);
  const answer = await terminal.confirm(question);
  return answer === null
    ? fail({ code: 'usage', message: 'nobody can be asked whether to delete', advice: 'Add --yes' })
    : ok(answer);
}
