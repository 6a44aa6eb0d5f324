import { exitCodeOf } from '../failure.ts';
import type { Outcome } from '../outcome.ts';
import { updateOnce } from '../pipeline/run-update.ts';
import type { World } from '../pipeline/world.ts';
import { detailLines, failureLine, resultLine } from '../report/human.ts';
import { outcomesDocument } from '../report/json.ts';
import { readSettings } from '../settings/settings.ts';
import { hooksOfRun } from './run-hooks.ts';
import { causeText, hideSecrets, refuse, type Typed, tell, warn } from './say.ts';
import type { Terminal } from './terminal.ts';

/** Updates what was typed, once, and tells what became of it. */
export async function runUpdate(typed: Typed, world: World, terminal: Terminal): Promise<void> {
  const settings = readSettings(typed.words, world);
  if (!settings.ok) return refuse(settings.failure, terminal, typed);

  hideSecrets(settings.value, world, terminal);
  warn(settings.value.warnings, terminal, typed);
  const hooks = await hooksOfRun(settings.value, world, terminal, typed);
  hooks?.begin();
  const run = await updateOnce(settings.value, world, (line) => tell(line, terminal, typed));
  warn(run.warnings, terminal, typed);
  show(run.outcomes, terminal, typed);
  await hooks?.end(run.outcomes);
}

function show(outcomes: readonly Outcome[], terminal: Terminal, typed: Typed): void {
  if (typed.json) terminal.writeOut(outcomesDocument(outcomes));
  for (const outcome of outcomes) showOutcome(outcome, terminal, typed);
  terminal.exitWith(exitCodeOf(outcomes.flatMap(({ failure }) => failure ?? [])));
}

function showOutcome(outcome: Outcome, terminal: Terminal, typed: Typed): void {
  for (const line of typed.verbose ? detailLines(outcome) : []) tell(`${outcome.label}: ${line}`, terminal, typed);
  const line = typed.quiet || typed.json ? null : resultLine(outcome, terminal.outColours);
  if (line !== null) terminal.writeOut(`${line}\n`);
  if (outcome.failure === null) return;
  terminal.writeErr(`${failureLine(outcome.failure, outcome.label, terminal.errColours)}\n`, 'error');
  if (outcome.failure.cause !== undefined) tell(causeText(outcome.failure).trimEnd(), terminal, typed);
}
