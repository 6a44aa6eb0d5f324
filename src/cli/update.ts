import type { Command } from 'commander';
import { exitCodeOf } from '../failure.ts';
import { nearest } from '../nearest.ts';
import type { Outcome } from '../outcome.ts';
import { updateOnce } from '../pipeline/run-update.ts';
import type { World } from '../pipeline/world.ts';
import { detailLines, failureLine, resultLine } from '../report/human.ts';
import { outcomesDocument } from '../report/json.ts';
import { readSettings } from '../settings/settings.ts';
import { hooksOfRun } from './run-hooks.ts';
import { causeText, hideSecrets, refuse, type Typed, tell, typedBy, warn } from './say.ts';
import type { Terminal } from './terminal.ts';

/** `dynv6 [zone] [device]`: one update of one zone, or of every zone of the config file. */
export function updateCommand(root: Command, world: World, terminal: Terminal): void {
  root
    .usage('[options] [zone] [device]\n       dynv6 <command> [options]')
    .argument('[zone]', 'the zone to update; without it, every zone of the config file')
    .argument('[device]', 'the network interface to look at; the same as --interface')
    .action(async (zone: string | undefined, device: string | undefined) => {
      const typed = typedBy(root, terminal, zone ?? null, device ?? null);
      const settings = readSettings(typed.words, world);
      if (!settings.ok) return refuse(wordFailure(zone, root) ?? settings.failure, terminal, typed);

      hideSecrets(settings.value, world, terminal);
      warn(settings.value.warnings, terminal, typed);
      const hooks = await hooksOfRun(settings.value, world, terminal, typed);
      hooks?.begin();
      const run = await updateOnce(settings.value, world, (line) => tell(line, terminal, typed));
      warn(run.warnings, terminal, typed);
      show(run.outcomes, terminal, typed);
      await hooks?.end(run.outcomes);
    });
}

/** A word without a dot was meant for a command. */
function wordFailure(word: string | undefined, root: Command) {
  if (word === undefined || /[.\s]/.test(word) || word.length > 63 || !/^[\x20-\x7e]+$/.test(word)) return null;
  const names = root
    .createHelp()
    .visibleCommands(root)
    .map((command) => command.name());
  const near = nearest(word, names);
  return [
    {
      code: 'usage' as const,
      message: `"${word}" is neither a zone, which has a dot, nor a command`,
      advice: near === null ? `The commands are ${names.join(', ')}` : `Did you mean "dynv6 ${near}"?`,
    },
  ];
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
