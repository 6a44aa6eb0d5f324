import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Ended, ServiceEffects } from '../../../src/service/effects.ts';
import type { Command } from '../../../src/service/service.ts';
import { thisSystem } from '../../../src/service/this-system.ts';

/** A machine in a folder: files go below it, and commands are written down instead of run. */
export interface Rooted {
  readonly effects: ServiceEffects;
  /** Every command that was called, as a line. */
  readonly called: readonly string[];
  /** Every file below the folder, by its path on the machine. */
  files(): readonly string[];
  put(path: string, content: string, mode?: number): void;
  text(path: string): string;
  /** Makes every command that begins so end with 1, and say this. */
  breakCommand(start: string, words: string): void;
  /** Makes a command one that the machine does not have. */
  takeAway(command: string): void;
  remove(): void;
}

const success = { code: 0, stdout: '', stderr: '' };

/** What supervisors are asked, and told when something starts and when it ends. */
const checks = /is-enabled|is-active|launchctl print|\/query| (enabled|status|running)$/;
const starts = / (restart|bootstrap|\/create|start|enable)\b|_enable=YES/;
const ends = / (disable|bootout|\/delete|stop|onestop)\b/;

export function rooted(): Rooted {
  const folder = mkdtempSync(join(tmpdir(), 'dynv6-root-'));
  const below = (path: string) => join(folder, path);
  const real = thisSystem({});
  const called: string[] = [];
  const broken: (readonly [start: string, words: string])[] = [];
  const gone = new Set<string>();
  let crontab: string | null = null;
  let running = false;

  function run({ file, words, stdin }: Command): Ended {
    const line = [file, ...words].join(' ');
    called.push(line);
    if (gone.has(file)) return 'missing';
    const complaint = broken.find(([start]) => line.startsWith(start));
    if (complaint !== undefined) return { code: 1, stdout: '', stderr: complaint[1] };
    if (file === 'crontab') return runCrontab(words[0], stdin);
    if (checks.test(line)) return { ...success, code: running ? 0 : 1 };
    if (ends.test(line)) running = false;
    else if (starts.test(line)) running = true;
    return success;
  }

  function runCrontab(word: string | undefined, stdin: string | undefined): Ended {
    if (word === '-l')
      return crontab === null ? { code: 1, stdout: '', stderr: 'no crontab' } : { ...success, stdout: crontab };
    crontab = word === '-r' ? null : (stdin ?? '');
    if (crontab === null) rmSync(below('/crontab'));
    else writeFileSync(below('/crontab'), crontab);
    return success;
  }

  return {
    effects: {
      read: (path) => real.read(below(path)),
      exists: (path) => existsSync(below(path)),
      mode: (path) => real.mode(below(path)),
      write: (path, content, modes) => real.write(below(path), content, modes),
      remove: (path) => real.remove(below(path)),
      removeEmptyFolder: (path) => real.removeEmptyFolder(below(path)),
      run: async (command) => run(command),
    },
    called,
    files() {
      const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
      const found = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
      return found.map((path) => path.slice(folder.length)).sort();
    },
    put(path, content, mode = 0o644) {
      mkdirSync(dirname(below(path)), { recursive: true });
      writeFileSync(below(path), content, { mode });
    },
    text: (path) => Buffer.from(real.read(below(path)) ?? []).toString(),
    breakCommand: (start, words) => void broken.push([start, words]),
    takeAway: (command) => void gone.add(command),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The permission bits of a file or folder of that machine, in octal. */
export function modeOf({ effects }: Rooted, path: string): string {
  return (effects.mode(path) ?? 0).toString(8);
}
