import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import type { Machinery } from './describe.ts';
import type { Ended, ServiceEffects } from './effects.ts';
import type { Command } from './service.ts';
import { stableNode, stableScript } from './stable-path.ts';

/** Node.js, this script and this user, as a service has to name them. */
export function thisMachinery(environment: NodeJS.ProcessEnv): Machinery {
  const script = process.argv[1] ?? '';
  return {
    program: [stableNode(process.execPath, isSameFile), stableScript(script, realPath(script))],
    user: userOf(environment),
  };
}

/** The machine that this process runs on. */
export function thisSystem(environment: NodeJS.ProcessEnv): ServiceEffects {
  return {
    read: (path) => orNull(() => readFileSync(path)),
    exists: existsSync,
    mode: (path) => (process.platform === 'win32' ? null : orNull(() => statSync(path).mode & 0o777)),
    write(path, content, { mode, folderMode }) {
      mkdirSync(dirname(path), { recursive: true, mode: folderMode });
      const draft = `${path}.dynv6-new`;
      rmSync(draft, { force: true });
      writeFileSync(draft, content, { flag: 'wx', mode });
      // The process's umask may have taken bits away.
      chmodSync(draft, mode);
      renameSync(draft, path);
    },
    remove: (path) => rmSync(path, { recursive: true, force: true }),
    removeEmptyFolder: (path) => void orNull(() => rmdirSync(path)),
    run: (command) => runCommand(command, environment),
  };
}

function runCommand({ file, words, stdin }: Command, environment: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    // The tools are none of those whom the token is for.
    const { token: _, DYNV6_TOKEN: __, ...rest } = environment;
    const child = spawn(file, words, { env: { ...rest, LC_ALL: 'C' }, windowsHide: true });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdin.on('error', () => undefined).end(stdin ?? '');
    child.once('error', () => resolve('missing')).once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

function userOf(environment: NodeJS.ProcessEnv): Machinery['user'] {
  const id = process.getuid?.() ?? null;
  const windowsName = `${environment['USERDOMAIN'] ?? ''}\\${environment['USERNAME'] ?? ''}`;
  if (process.platform === 'win32') return { id, name: /^\\|\\$/.test(windowsName) ? null : windowsName };
  // Throws where the user is in no passwd file.
  return { id, name: orNull(() => userInfo().username) };
}

function isSameFile(one: string, other: string): boolean {
  return realPath(one) === realPath(other);
}

/** The path itself where there is nothing. */
function realPath(path: string): string {
  return orNull(() => realpathSync(path)) ?? path;
}

function orNull<Value>(ask: () => Value): Value | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
