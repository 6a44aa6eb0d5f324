import { isChange } from '../hooks/change.ts';
import type { Outcome } from '../outcome.ts';
import type { Colours } from '../report/colours.ts';
import { detailLines, failureLine, resultLine } from '../report/human.ts';
import { outcomeLine } from '../report/json.ts';
import { recoveryLine } from '../report/watch.ts';
import type { News } from './effects.ts';
import type { Telling } from './trouble.ts';

/** Where lines go. */
export interface Voice {
  readonly outColours: Colours;
  readonly errColours: Colours;
  /** Standard output: results. */
  writeOut(text: string): void;
  /** Standard error: everything else. */
  writeErr(text: string, level?: 'error' | 'warning' | 'info' | 'debug'): void;
}

export interface Manner {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Tells of every change of state, and of nothing else; of all that was done where that is asked for. */
export function openTeller(voice: Voice, { json, quiet, verbose }: Manner): (news: News) => void {
  const isWorthALine = newsFilter();

  return (news) => {
    const { outcome, turn } = news;
    const told = isWorthALine(news);
    if (verbose) tellDetails(outcome, voice);
    if (turn !== null) tellTurn(outcome, turn, voice);
    if (json && (told || turn !== null)) voice.writeOut(outcomeLine(outcome, eventOf(turn)));
    const line = told || verbose ? resultLine(outcome, voice.outColours) : null;
    if (line !== null && !json && !quiet) voice.writeOut(`${line}\n`);
  };
}

function newsFilter(): (news: News) => boolean {
  /** What would have been sent, by zone: it would be sent each time. */
  const planned = new Map<string, string>();

  return ({ outcome, first }) => {
    if (outcome.result === 'failed') return false;
    if (outcome.result !== 'planned') return first || isChange(outcome);
    const text = JSON.stringify(outcome.sent);
    const isNew = planned.get(outcome.zone) !== text;
    planned.set(outcome.zone, text);
    return isNew;
  };
}

function tellDetails(outcome: Outcome, voice: Voice): void {
  for (const line of detailLines(outcome)) {
    voice.writeErr(`${voice.errColours.faint(`${outcome.label}: ${line}`)}\n`, 'debug');
  }
}

function tellTurn({ label }: Outcome, turn: Telling, voice: Voice): void {
  if (turn.do === 'tell trouble') voice.writeErr(`${failureLine(turn.failure, label, voice.errColours)}\n`, 'error');
  else voice.writeErr(`${recoveryLine(label, turn.lasted, voice.errColours)}\n`);
}

function eventOf(turn: Telling | null): Readonly<Record<string, unknown>> {
  if (turn === null) return { event: 'update' };
  return turn.do === 'tell trouble'
    ? { event: 'trouble' }
    : { event: 'recovered', lastedSeconds: Math.round(turn.lasted / 1000) };
}
