import { runCheck } from '../check/run-check.ts';
import { exitCodeOf } from '../failure.ts';
import type { World } from '../pipeline/world.ts';
import { type Check, checkDocument, checkText, obstacleOf } from '../report/check.ts';
import { failureLine } from '../report/human.ts';
import { readSettings } from '../settings/settings.ts';
import { hideSecrets, refuse, type Typed, tell, warn } from './say.ts';
import type { Terminal } from './terminal.ts';

export async function showCheck(typed: Typed, world: World, terminal: Terminal): Promise<void> {
  const settings = readSettings(typed.words, world);
  if (!settings.ok) return refuse(settings.failure, terminal, typed);
  hideSecrets(settings.value, world, terminal);
  warn(settings.value.warnings, terminal, typed);
  const run = await runCheck(settings.value, typed.words, world, (line) => tell(line, terminal, typed));
  if (!run.ok) return refuse(run.failure, terminal, typed);
  warn(run.value.warnings, terminal, typed);
  show(run.value, typed, terminal);
}

function show(check: Check, typed: Typed, terminal: Terminal): void {
  const obstacles = check.zones.flatMap((zone) => {
    const failure = obstacleOf(zone);
    return failure === null ? [] : [{ label: zone.label, failure }];
  });
  if (typed.json) terminal.writeOut(checkDocument(check));
  else if (!typed.quiet) terminal.writeOut(checkText(check, terminal.outColours));
  if (typed.quiet) {
    for (const { label, failure } of obstacles) {
      terminal.writeErr(`${failureLine(failure, label, terminal.errColours)}\n`);
    }
  }
  terminal.exitWith(exitCodeOf(obstacles.map(({ failure }) => failure)));
}
