import { dirname } from 'node:path';
import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Modes, ServiceEffects } from './effects.ts';
import type { Command, Part } from './service.ts';

/** One thing that is done to the machine. */
export type Step =
  | ({ readonly do: 'write'; readonly path: string; readonly content: Uint8Array } & Modes)
  /** `alone`: the folder, too, if nothing else is in it. */
  | { readonly do: 'remove'; readonly path: string; readonly alone?: true }
  | { readonly do: 'run'; readonly command: Command };

export function writePart({ path, content, encoding, mode }: Part): Step {
  const bytes = encoding === 'utf-16' ? Buffer.from(`\ufeff${content}`, 'utf16le') : Buffer.from(content);
  return { do: 'write', path, content: bytes, mode, folderMode: 0o755 };
}

export function run(command: Command): Step {
  return { do: 'run', command };
}

export function writeCrontab(text: string): Step {
  return run(text === '' ? { file: 'crontab', words: ['-r'] } : { file: 'crontab', words: ['-'], stdin: text });
}

/** Does one after the other, and stops where one fails. */
export async function carryOut(steps: readonly Step[], effects: ServiceEffects): Promise<Result<void, Failure>> {
  for (const step of steps) {
    const failure = await carryOutOne(step, effects);
    if (failure !== null) return fail(failure);
  }
  return ok(undefined);
}

async function carryOutOne(step: Step, effects: ServiceEffects): Promise<Failure | null> {
  try {
    switch (step.do) {
      case 'write':
        effects.write(step.path, step.content, step);
        return null;
      case 'remove':
        effects.remove(step.path);
        if (step.alone) effects.removeEmptyFolder(dirname(step.path));
        return null;
      case 'run':
        return await runOne(step.command, effects);
    }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const what = step.do === 'write' ? 'written' : 'removed';
    const path = step.do === 'run' ? step.command.file : step.path;
    return { code: 'config', message: `${path} cannot be ${what} (${code})`, cause };
  }
}

async function runOne(command: Command, effects: ServiceEffects): Promise<Failure | null> {
  const ended = await effects.run(command);
  if (command.mayFail || (ended !== 'missing' && ended.code === 0)) return null;
  const line = [command.file, ...command.words].join(' ');
  if (ended === 'missing') return { code: 'config', message: `${line}: there is no such command` };
  const said = (ended.stderr.trim() || ended.stdout.trim()).replace(/\s+/g, ' ').slice(0, 300);
  return {
    code: 'config',
    message: `${line} failed${said === '' ? '' : `: ${said}`}`,
    advice: 'Nothing after it was done; "dynv6 service uninstall" (with --user if that was given) takes back what was',
  };
}
