import { randomInt } from 'node:crypto';
import {
  type Holder,
  isDead,
  lookAt,
  type Made,
  make,
  newMark,
  readMark,
  remove,
  takeOver,
  touch,
} from './lock-file.ts';

/** Milliseconds. Ends early, in whatever way, when the signal aborts. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export interface Lock {
  /** Whether it is still ours: who was suspended for long finds it taken over. */
  held(): boolean;
  release(): void;
}

export interface Locks {
  /**
   * Waits for a living holder and takes over from a dead one. Null where no lock can be had (in a folder that cannot
   * be written) or the signal aborted. Never throws.
   */
  acquire(path: string, signal: AbortSignal): Promise<Lock | null>;
}

/** Milliseconds between two signs of life of a holder. */
const heartbeat = 1000;
/**
 * A holder that gives no sign of life for so many looks counts as dead: some four seconds. Looks are counted and no
 * times compared, so that neither a clock that is set nor a machine that sleeps makes a living holder seem dead.
 */
const patience = 80;
/** Milliseconds between two looks; at random, so that waiters do not march in step. */
const leastPause = 20;
const mostPause = 80;
/** Milliseconds after which all who found the same holder dead have taken over, the last of them for good. */
const settling = 100;

/**
 * Locks that are files. Their text tells who holds them, and while they are held their times are renewed. Node.js
 * cannot ask the kernel for a lock (flock), nor would every network's or telephone's file system give one.
 */
export function openLocks(sleep: Sleep): Locks {
  const kept = new Map<string, string>();
  let pulse: NodeJS.Timeout | undefined;

  function beat(): void {
    for (const [mark, path] of kept) touch(path, mark);
  }

  function removeAll(): void {
    for (const [mark, path] of kept) remove(path, mark);
  }

  function keep(path: string, mark: string): Lock {
    if (kept.size === 0) {
      pulse = setInterval(beat, heartbeat).unref();
      process.once('exit', removeAll);
    }
    kept.set(mark, path);
    return {
      held: () => readMark(path) === mark,
      release() {
        remove(path, mark);
        kept.delete(mark);
        if (kept.size > 0) return;
        clearInterval(pulse);
        process.removeListener('exit', removeAll);
      },
    };
  }

  return {
    async acquire(path, signal) {
      const mark = newMark();
      const seemsDead = watchHolder();
      let made = make(path, mark);
      while (made === 'taken' && !signal.aborted) {
        made = await outwait(path, mark, seemsDead, (milliseconds) => pause(sleep, milliseconds, signal));
      }
      return made === 'ours' ? keep(path, mark) : null;
    },
  };
}

/** One look at a lock that somebody has, and what follows from it. */
async function outwait(
  path: string,
  mark: string,
  seemsDead: (holder: Holder | null) => boolean,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Made> {
  const holder = lookAt(path);
  if (!seemsDead(holder)) {
    await wait(randomInt(leastPause, mostPause));
    return make(path, mark);
  }
  if (!takeOver(path, mark, holder)) return 'impossible';
  await wait(settling);
  return readMark(path) === mark ? 'ours' : 'taken';
}

/** Tells at every look whether the holder is dead, or has been silent for too long. */
function watchHolder(): (holder: Holder | null) => boolean {
  let trace = '';
  let looks = 0;
  return (holder) => {
    const seen = holder?.trace ?? '';
    looks = seen === trace ? looks + 1 : 0;
    trace = seen;
    return looks >= patience || (holder !== null && isDead(holder));
  };
}

async function pause(sleep: Sleep, milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, signal);
  } catch {
    // Aborted: the caller looks at the signal.
  }
}
