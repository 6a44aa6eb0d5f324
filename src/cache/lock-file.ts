import { randomUUID } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { codeOf } from './file.ts';
import { discard, makeFolder } from './folder.ts';

/** Who holds a lock, as far as its file tells. */
export interface Holder {
  /** Differs after every sign of life and for every new holder. */
  readonly trace: string;
  readonly mark: string | null;
}

/** Windows refuses to make a file that was just removed while somebody still reads it. */
const taken = process.platform === 'win32' ? ['EEXIST', 'EPERM', 'EACCES', 'EBUSY'] : ['EEXIST'];

export type Made = 'ours' | 'taken' | 'impossible';

/** Makes the lock, and the folder for it, if nobody has it. */
export function make(path: string, mark: string): Made {
  // A file in the folder's place says EEXIST as well.
  if (!canMakeFolder(dirname(path))) return 'impossible';
  try {
    writeFileSync(path, mark, { flag: 'wx', mode: 0o644 });
    return 'ours';
  } catch (error) {
    if (taken.includes(codeOf(error))) return 'taken';
    // On a full disk the file is made and its text is not: nobody could tell whose it is.
    remove(path, '');
    return 'impossible';
  }
}

function canMakeFolder(folder: string): boolean {
  try {
    makeFolder(folder);
    return true;
  } catch {
    return false;
  }
}

/** Null where nobody has it any more. */
export function lookAt(path: string): Holder | null {
  try {
    const { ino, ctimeMs } = lstatSync(path);
    return { trace: `${ino} ${ctimeMs}`, mark: readMark(path) };
  } catch {
    return null;
  }
}

/** Dead for certain: its process is gone from this host. */
export function isDead({ mark }: Holder): boolean {
  const [, pid, where] = /^(\d+) \S+ (.*)\n$/.exec(mark ?? '') ?? [];
  if (pid === undefined || where !== whereabouts()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // EPERM: it lives, as somebody else.
    return codeOf(error) === 'ESRCH';
  }
}

/**
 * Puts our mark in the place of a dead holder's, unless somebody else's is there by now. Several may do so at the
 * same moment: the last one has it, and the others see that a little later. False where it cannot be done.
 */
export function takeOver(path: string, mark: string, judged: Holder | null): boolean {
  const candidate = `${path}.${randomUUID()}`;
  try {
    writeFileSync(candidate, mark, { flag: 'wx', mode: 0o644 });
    if (lookAt(path)?.trace === judged?.trace) renameSync(candidate, path);
    else discard(candidate);
    return true;
  } catch {
    discard(candidate);
    return false;
  }
}

/** Null where there is none, or none that we may read. */
export function readMark(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Gives the lock back, if it is still ours. */
export function remove(path: string, mark: string): void {
  if (readMark(path) === mark) discard(path);
}

/** A sign of life. */
export function touch(path: string, mark: string): void {
  try {
    const now = new Date();
    if (readMark(path) === mark) utimesSync(path, now, now);
  } catch {
    // Taken away meanwhile: `held` tells.
  }
}

/** Says who holds the lock; no two are the same. */
export function newMark(): string {
  return `${process.pid} ${randomUUID()} ${whereabouts()}\n`;
}

/** Where a process number means something: this host, and in it this container. */
function whereabouts(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
