import type { Machine } from '../machine.ts';
import { maskMachine } from './mask-machine.ts';

/** What runs where. */
export interface Versions {
  readonly dynv6: string;
  readonly node: string;
  readonly architecture: string;
  /** The kernel's release. */
  readonly kernel: string;
}

/** Which settings are set, by their names; no value of any. */
export interface NamedSettings {
  readonly commandLine: readonly string[];
  readonly environment: readonly string[];
  /** The zones in their order, without their names; null where there is no file. */
  readonly configFile: null | 'unusable' | ConfigKeys;
}

interface ConfigKeys {
  readonly general: readonly string[];
  readonly zones: readonly (readonly string[])[];
}

export type BugReport = Machine & { readonly versions: Versions; readonly settings: NamedSettings };

/** For strangers' eyes: what came of this machine can be repeated with it, and whose it is cannot be told. */
export function bugReport(
  machine: Machine,
  about: { readonly versions: Versions; readonly settings: NamedSettings; readonly homeFolder: string | null },
): BugReport {
  const { versions, settings, homeFolder } = about;
  const masked = maskMachine(machine);
  // A tool may lie in the user's own folder, whose name is often a person's.
  const words = (text: string) => (homeFolder ? text.replaceAll(homeFolder, '~') : text);
  const reason = (text: string | null) => (text === null ? null : words(text));
  return {
    versions,
    settings,
    ...masked,
    blind: { ipv4: reason(masked.blind.ipv4), ipv6: reason(masked.blind.ipv6) },
    notes: masked.notes.map(words),
  };
}
