import { redactor } from '../redact.ts';
import type { Colours } from '../report/colours.ts';
import { coloursFor } from '../report/colours.ts';
import type { Secret } from '../secret.ts';
import { isJournal, withPriority } from './journal.ts';
import type { Terminal } from './terminal.ts';

/** The parts of the process that a terminal is made of. */
export interface ProcessStreams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly environment: NodeJS.ProcessEnv;
  setExitCode(code: number): void;
}

/** A reader that went away (`| head -1`), a closed or a full stream: there is nobody left to tell. */
function ignore(): void {}

export function processTerminal({ stdout, stderr, environment, setExitCode }: ProcessStreams): Terminal {
  let coloured = (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';
  const hidden: Secret[] = [];
  let redact: ((text: string) => string) | null = null;
  // Made when something is first written: a run may come to know more secrets until then.
  const redacted = (text: string): string => {
    const current = redact ?? redactor(hidden);
    redact = current;
    return current(text);
  };
  stdout.on('error', ignore);
  stderr.on('error', ignore);
  const journal = { out: isJournal(1, environment), err: isJournal(2, environment) };
  const colours = (stream: NodeJS.WriteStream): Colours => coloursFor(coloured && stream.isTTY === true);
  return {
    get columns() {
      return stdout.columns ?? 80;
    },
    get outColours() {
      return colours(stdout);
    },
    get errColours() {
      return colours(stderr);
    },
    writeOut: (text) => void stdout.write(journal.out ? withPriority(redacted(text), 'info') : redacted(text)),
    writeErr: (text, level = 'info') =>
      void stderr.write(journal.err ? withPriority(redacted(text), level) : redacted(text)),
    async confirm(question) {
      const { askPerson } = await import('./ask-person.ts');
      return askPerson(redacted(question), { input: process.stdin, output: stderr });
    },
    hide(secrets) {
      hidden.push(...secrets.filter((secret) => hidden.every((known) => known.reveal() !== secret.reveal())));
      redact = null;
    },
    withoutColours() {
      coloured = false;
    },
    exitWith: setExitCode,
  };
}
