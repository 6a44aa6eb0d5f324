import type { SettingsFiles } from './files.ts';
import type { Surroundings } from './places.ts';

/** What settings are read from. */
export interface SettingsWorld extends Surroundings {
  readonly files: SettingsFiles;
  readonly currentFolder: string;
}
