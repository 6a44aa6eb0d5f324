import type { Command } from 'commander';
import { exitCodeOf, type Failure } from '../failure.ts';
import type { World } from '../pipeline/world.ts';
import { failureLine } from '../report/human.ts';
import { failuresDocument } from '../report/json.ts';
import { oneLine } from '../report/words.ts';
import { formsOf } from '../settings/hook-url.ts';
import type { Settings } from '../settings/settings.ts';
import { secretsOf } from '../settings/token-places.ts';
import type { Words } from '../settings/words.ts';
import type { Terminal } from './terminal.ts';

/** How much to say, and in which form. */
export interface Manner {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

export interface Typed extends Manner {
  readonly words: Words;
}

/** What was typed, for a command with these words beside its options. */
export function typedBy(
  command: Command,
  terminal: Terminal,
  zone: string | null = null,
  device: string | null = null,
): Typed {
  return typedWith({ zone, device, options: command.optsWithGlobals() }, terminal);
}

export function typedWith(words: Words, terminal: Terminal): Typed {
  const { options } = words;
  if (options['color'] === false) terminal.withoutColours();
  return {
    words,
    json: options['json'] === true,
    quiet: options['quiet'] === true,
    verbose: options['verbose'] === true,
  };
}

/** No secret that the settings hold is printed from now on. */
export function hideSecrets({ zones, config }: Settings, { environment }: World, terminal: Terminal): void {
  const used = zones.flatMap(({ job }) => (job.ok && 'token' in job.value.way ? [job.value.way.token] : []));
  const urls = zones.flatMap(({ resolved: { values } }) => [values.pingUrl, values.notifyUrl]);
  const hidden = urls.flatMap((url) => (url === null ? [] : formsOf(url)));
  terminal.hide([...used, ...hidden, ...secretsOf(environment, config)]);
}

/** Ends a run that failed before it could do anything for a zone. */
export function refuse(failures: readonly Failure[], terminal: Terminal, { json, verbose }: Manner): void {
  if (json) terminal.writeOut(failuresDocument(failures));
  for (const failure of failures) {
    terminal.writeErr(`${failureLine(failure, 'dynv6', terminal.errColours)}\n`, 'error');
    if (verbose) terminal.writeErr(causeText(failure), 'debug');
  }
  terminal.exitWith(exitCodeOf(failures));
}

export function warn(warnings: readonly string[], terminal: Terminal, { quiet }: Manner): void {
  if (quiet) return;
  for (const warning of warnings) {
    terminal.writeErr(`${terminal.errColours.strong('dynv6: warning')}: ${oneLine(warning)}\n`, 'warning');
  }
}

/** A line for `--verbose`. */
export function tell(line: string, terminal: Terminal, { verbose }: Manner): void {
  if (verbose) terminal.writeErr(`${terminal.errColours.faint(line)}\n`, 'debug');
}

/** The library's own words, and for a fault of our own where it happened; empty where there are none. */
export function causeText({ cause, code }: Failure): string {
  if (cause === undefined) return '';
  if (!(cause instanceof Error)) return `${String(cause)}\n`;
  return code === 'internal' ? `${cause.stack ?? cause.message}\n` : `${oneLine(`${cause.name}: ${cause.message}`)}\n`;
}
