import type { Raw } from './definition.ts';

/** What was typed, as commander gives it: nothing checked, nothing filled in. */
export interface Words {
  readonly zone: string | null;
  readonly device: string | null;
  /** By commander's names: those of the settings and those below. */
  readonly options: Readonly<Record<string, Raw | undefined>>;
}

/** An option that only the command line has. */
export function isSet({ options }: Words, name: '4' | '6' | 'force' | 'dryRun'): boolean {
  return options[name] === true;
}

export function wordOf({ options }: Words, name: 'config' | 'cacheDir' | 'tokenFile'): string | null {
  const value = options[name];
  return typeof value === 'string' ? value : null;
}
