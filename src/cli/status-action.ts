import { exitCodeOf, exitCodes } from '../failure.ts';
import type { World } from '../pipeline/world.ts';
import { failureLine } from '../report/human.ts';
import { statusSummary, statusText } from '../report/status.ts';
import { statusDocument } from '../report/status-document.ts';
import { runStatus, type StatusRun, statusSettings } from '../status/status-run.ts';
import { parseResolver } from './parse-resolver.ts';
import { hideSecrets, refuse, type Typed, tell, warn } from './say.ts';
import type { Terminal } from './terminal.ts';

export async function showStatus(
  typed: Typed,
  resolver: string | null,
  world: World,
  terminal: Terminal,
): Promise<void> {
  const named = parseResolver(resolver);
  if (!named.ok) return refuse([named.failure], terminal, typed);
  const settings = statusSettings(typed.words, world);
  if (!settings.ok) return refuse(settings.failure, terminal, typed);
  hideSecrets(settings.value, world, terminal);
  warn(settings.value.warnings, terminal, typed);
  const run = await runStatus(settings.value, named.value, world, (line) => tell(line, terminal, typed));
  if (!run.ok) return refuse([run.failure], terminal, typed);
  warn(run.value.warnings, terminal, typed);
  show(run.value, terminal, typed);
}

function show({ entries }: StatusRun, terminal: Terminal, typed: Typed): void {
  if (typed.json) terminal.writeOut(statusDocument(entries));
  const texts: string[] = [];
  for (const { label, status } of entries) {
    if (!status.ok) terminal.writeErr(`${failureLine(status.failure, label, terminal.errColours)}\n`);
    else if (!typed.quiet && !typed.json) texts.push(statusText(status.value, terminal.outColours));
    else if (typed.quiet && !status.value.agrees) {
      terminal.writeErr(`${terminal.errColours.bad(label)}: ${statusSummary(status.value)}\n`);
    }
  }
  terminal.writeOut(texts.join('\n'));
  const failures = entries.flatMap(({ status }) => (status.ok ? [] : [status.failure]));
  const disagree = entries.some(({ status }) => status.ok && !status.value.agrees);
  terminal.exitWith(exitCodeOf(failures) || (disagree ? exitCodes.unavailable : 0));
}
