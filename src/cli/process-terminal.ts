import { redactor } from '../redact.ts';
import type { Colours } from '../report/colours.ts';
import { coloursFor } from '../report/colours.ts';
import type { Secret } from '../secret.ts';
import { isJournal, type Level, withPriority } from './journal.ts';
import { type Output, openOutput } from './output.ts';
import type { Terminal } from './terminal.ts';

/** The parts of the process that a terminal is made of. */
type TerminalProcess = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'env' | 'exitCode'>;

export interface ProcessTerminal extends Terminal {
  /** Resolves once all is written. */
  flushed(): Promise<void>;
}

/** The terminal of a process. */
export function processTerminal(process: TerminalProcess): ProcessTerminal {
  let coloured = (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
  const out = openOutput(1, () => process.stdout);
  const err = openOutput(2, () => process.stderr);
  const hidden: Secret[] = [];
  let redact: ((text: string) => string) | null = null;
  // Made when something is first written: a run may come to know more secrets until then.
  const redacted = (text: string): string => {
    const current = redact ?? redactor(hidden);
    redact = current;
    return current(text);
  };
  const journal = { out: isJournal(1, process.env), err: isJournal(2, process.env) };
  const write = (output: Output, text: string, level: Level | null): void =>
    output.write(level === null ? redacted(text) : withPriority(redacted(text), level));
  const colours = ({ isTerminal }: Output): Colours => coloursFor(coloured && isTerminal);
  return {
    get columns() {
      return out.columns;
    },
    get outColours() {
      return colours(out);
    },
    get errColours() {
      return colours(err);
    },
    writeOut: (text) => write(out, text, journal.out ? 'info' : null),
    writeErr: (text, level = 'info') => write(err, text, journal.err ? level : null),
    async confirm(question) {
      const { askPerson } = await import('./ask-person.ts');
      return askPerson(redacted(question), { input: process.stdin, output: process.stderr });
    },
    hide(secrets) {
      hidden.push(...secrets.filter((secret) => hidden.every((known) => known.reveal() !== secret.reveal())));
      redact = null;
    },
    withoutColours() {
      coloured = false;
    },
    exitWith(code) {
      process.exitCode = code;
    },
    flushed: async () => void (await Promise.all([out.flushed(), err.flushed()])),
  };
}
