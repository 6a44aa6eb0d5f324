import type { Command } from 'commander';
import { answerChallenge as answer, type ChallengeTask } from '../acme/answer-challenge.ts';
import type { AskedChallenge } from '../acme/challenge.ts';
import type { World } from '../pipeline/world.ts';
import { editLines } from '../report/records.ts';
import { checkChallenge } from './asked-challenge.ts';
import { report } from './records-actions.ts';
import { hideSecrets, refuse, tell, typedBy, warn } from './say.ts';
import type { Terminal } from './terminal.ts';

/** `acme present|cleanup`: one value of one challenge. */
export async function answerChallenge(
  kind: ChallengeTask['kind'],
  asked: AskedChallenge,
  command: Command,
  world: World,
  terminal: Terminal,
): Promise<void> {
  const typed = typedBy(command, terminal);
  const checked = checkChallenge(kind, asked, typed.words, world);
  if (!checked.ok) return refuse(checked.failure, terminal, typed);
  const { settings, task } = checked.value;
  hideSecrets(settings, world, terminal);
  warn(settings.warnings, terminal, typed);
  if (!task.ok) return refuse([task.failure], terminal, typed);

  const trace = (line: string) => tell(line, terminal, typed);
  const channels = world.openChannels(trace);
  try {
    const answered = await answer(task.value, {
      channels,
      world,
      trace,
      show(edits) {
        if (!typed.json && !typed.quiet) terminal.writeOut(editLines(edits, terminal.outColours));
      },
    });
    if (!answered.ok) return refuse([answered.failure], terminal, typed);
    const { zone, outcome } = answered.value;
    report(outcome, { ...zone, channel: task.value.job.way.channel }, typed, terminal);
  } finally {
    await channels.close();
  }
}
