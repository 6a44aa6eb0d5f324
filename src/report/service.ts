import type { Colours } from './colours.ts';
import { jsonDocument } from './json.ts';
import { oneLine } from './words.ts';

/** One thing that is done to the machine. */
type ShownStep =
  | { readonly do: 'write'; readonly path: string; readonly mode: number }
  | { readonly do: 'remove'; readonly path: string }
  | { readonly do: 'run'; readonly command: { readonly file: string; readonly words: readonly string[] } };

/** What became of a service's installation or removal. */
export interface ServiceChange {
  readonly kind: string;
  readonly scope: string;
  readonly result: 'installed' | 'changed' | 'unchanged' | 'removed' | 'absent' | 'planned';
  readonly steps: readonly ShownStep[];
  readonly hints: readonly string[];
}

const results: Readonly<Record<ServiceChange['result'], string>> = {
  installed: 'installed',
  changed: 'installed anew',
  unchanged: 'already so: nothing to do',
  removed: 'removed',
  absent: 'not installed: nothing to do',
  planned: 'nothing was done',
};

/** What was done, a line each, and what came of it. */
export function changeText({ kind, scope, result, steps, hints }: ServiceChange, colours: Colours): string {
  const lines = steps.map((step) => `${describeStep(step, result === 'planned')}\n`);
  const whose = scope === 'user' ? ' of this user' : '';
  const told = result === 'installed' || result === 'changed' ? hints.map((hint) => `${oneLine(hint)}\n`) : [];
  return [...lines, `${colours.strong(`${kind} service${whose}`)}: ${colours.good(results[result])}\n`, ...told].join(
    '',
  );
}

export function changesDocument(changes: readonly ServiceChange[]): string {
  return jsonDocument({ services: changes.map((change) => ({ ...change, steps: change.steps.map(stepObject) })) });
}

function describeStep(step: ShownStep, planned: boolean): string {
  switch (step.do) {
    case 'write':
      return `${planned ? 'would write' : 'wrote'} ${oneLine(step.path)}${step.mode === 0o600 ? ' (0600)' : ''}`;
    case 'remove':
      return `${planned ? 'would remove' : 'removed'} ${oneLine(step.path)}`;
    case 'run':
      return `${planned ? 'would run' : 'ran'} ${oneLine([step.command.file, ...step.command.words].join(' '))}`;
  }
}

function stepObject(step: ShownStep): object {
  switch (step.do) {
    case 'write':
      return { do: step.do, path: step.path, mode: step.mode.toString(8).padStart(4, '0') };
    case 'remove':
      return { do: step.do, path: step.path };
    case 'run':
      return { do: step.do, command: [step.command.file, ...step.command.words] };
  }
}

/** Whether and how a service is there. */
export interface ServiceState {
  readonly kind: string;
  readonly scope: string;
  readonly installed: boolean;
  readonly running: boolean;
  readonly files: readonly string[];
}

export function stateText(states: readonly ServiceState[], { strong, good, bad }: Colours): string {
  if (states.length === 0) return `${bad('not installed')}: "dynv6 service install" does that\n`;
  return states
    .map(({ kind, scope, installed, running, files }) => {
      const name = strong(`${kind} service${scope === 'user' ? ' of this user' : ''}`);
      if (!installed) return `${name}: ${bad('not installed')}\n`;
      const word = running ? good('installed and running') : bad('installed, but not running');
      return `${name}: ${word}${files.length === 0 ? '' : ` (${files.map(oneLine).join(', ')})`}\n`;
    })
    .join('');
}

export function stateDocument(states: readonly ServiceState[]): string {
  return jsonDocument({ services: states });
}

/** A file of a definition, as it would be written. */
export interface ShownFile {
  readonly path: string;
  readonly content: string;
}

/** One file as it is, so that it can be stored; several each under its name. */
export function definitionText(files: readonly ShownFile[]): string {
  const [only, ...more] = files;
  if (only !== undefined && more.length === 0) return only.content;
  return files.map(({ path, content }) => `# ${path}\n${content}`).join('\n');
}

export function definitionDocument(kind: string, scope: string, files: readonly ShownFile[]): string {
  return jsonDocument({ kind, scope, files });
}
