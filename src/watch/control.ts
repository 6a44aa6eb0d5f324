import { setMaxListeners } from 'node:events';
import type { Settings } from '../settings/settings.ts';
import { openAlarm } from './alarm.ts';
import type { SignalHandlers } from './signals.ts';

/** What signals want, for those who do it. */
export interface Control extends SignalHandlers {
  readonly settings: Settings;
  readonly isEnding: boolean;
  /** Aborted when there are other settings, or when the process is to end; begins anew where the last one was aborted. */
  begin(): AbortSignal;
  /** Whether somebody has asked for a look since the last time. */
  isAsked(): boolean;
  /** Ends early when a signal wants something. */
  sleep(milliseconds: number): Promise<void>;
  /** Resolves when the process has to end, whatever is under way. */
  readonly lastMoment: Promise<void>;
}

interface ControlOptions {
  readonly settings: Settings;
  /** Null where the settings cannot be used: those before stay. */
  reread(): Settings | null;
  /** Milliseconds from the wish that the process ends to its last moment. */
  readonly farewell: number;
}

/** A controller whose signal may have many listeners: all that is under way hears of it. */
export function openEnding(): AbortController {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  return ending;
}

export function openControl({ settings, reread, farewell }: ControlOptions): Control {
  const alarm = openAlarm();
  let current = settings;
  let session = openEnding();
  let isEnding = false;
  let isAsked = false;
  let endSoon: () => void = () => undefined;
  const lastMoment = new Promise<void>((resolve) => {
    endSoon = () => void setTimeout(resolve, farewell);
  });

  return {
    get settings() {
      return current;
    },
    get isEnding() {
      return isEnding;
    },
    begin() {
      if (session.signal.aborted && !isEnding) session = openEnding();
      return session.signal;
    },
    isAsked() {
      const was = isAsked;
      isAsked = false;
      return was;
    },
    sleep: alarm.sleep,
    lastMoment,
    end() {
      if (!isEnding) endSoon();
      isEnding = true;
      session.abort();
      alarm.ring();
    },
    reload() {
      const read = reread();
      if (read === null) return;
      current = read;
      session.abort();
      alarm.ring();
    },
    look() {
      isAsked = true;
      alarm.ring();
    },
  };
}
