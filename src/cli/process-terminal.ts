import { redactor } from '../redact.ts';
import type { Colours } from '../report/colours.ts';
import { coloursFor } from '../report/colours.ts';
import type { Secret } from '../secret.ts';
import { isJournal, type Level, withPriority } from './journal.ts';
import type { Terminal } from './terminal.ts';

/** The parts of the process that a terminal is made of. */
type TerminalProcess = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'env' | 'exitCode'>;

export interface ProcessTerminal extends Terminal {
  /** Resolves once all is written. */
  flushed(): Promise<void>;
}

/** A reader that went away (`| head -1`), a closed or a full stream: there is nobody left to tell. */
function ignore(): void {}

/** The terminal of a process. A stream is touched when something is written to it: to make one takes a millisecond. */
export function processTerminal(process: TerminalProcess): ProcessTerminal {
  let coloured = (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
  const written = new Set<NodeJS.WriteStream>();
  const hidden: Secret[] = [];
  let redact: ((text: string) => string) | null = null;
  // Made when something is first written: a run may come to know more secrets until then.
  const redacted = (text: string): string => {
    const current = redact ?? redactor(hidden);
    redact = current;
    return current(text);
  };
  const journal = { out: isJournal(1, process.env), err: isJournal(2, process.env) };
  const write = (stream: NodeJS.WriteStream, text: string, level: Level | null): void => {
    if (!written.has(stream)) stream.on('error', ignore);
    written.add(stream);
    stream.write(level === null ? redacted(text) : withPriority(redacted(text), level));
  };
  const colours = (stream: NodeJS.WriteStream): Colours => coloursFor(coloured && stream.isTTY === true);
  return {
    get columns() {
      return process.stdout.columns ?? 80;
    },
    get outColours() {
      return colours(process.stdout);
    },
    get errColours() {
      return colours(process.stderr);
    },
    writeOut: (text) => write(process.stdout, text, journal.out ? 'info' : null),
    writeErr: (text, level = 'info') => write(process.stderr, text, journal.err ? level : null),
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
    flushed: async () => void (await Promise.all([...written].map(flushed))),
  };
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.writableLength === 0) resolve();
    else stream.write('', () => resolve());
  });
}
