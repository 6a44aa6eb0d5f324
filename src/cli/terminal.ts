import type { Colours } from '../report/colours.ts';
import type { Secret } from '../secret.ts';
import type { Level } from './journal.ts';

/** What a person or a script gets to see. Everything passes the redaction on its way out. */
export interface Terminal {
  /** Characters in a line. */
  readonly columns: number;
  readonly outColours: Colours;
  readonly errColours: Colours;
  /** Standard output: results. */
  writeOut(text: string): void;
  /** Standard error: everything else. The journal is told how much it matters. */
  writeErr(text: string, level?: Level): void;
  /** Asks a person on standard error. An end of the input is a no; null where there is nobody to ask. */
  confirm(question: string): Promise<boolean | null>;
  /** Never to be shown from now on, in whatever form. */
  hide(secrets: readonly Secret[]): void;
  /** Takes `--no-color` into account. */
  withoutColours(): void;
  /** What the process ends with. */
  exitWith(code: number): void;
}
