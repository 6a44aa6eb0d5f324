import type { Command } from './service.ts';

/** The permission bits of a file, and of its folder where that has to be made. */
export interface Modes {
  readonly mode: number;
  readonly folderMode: number;
}

/** How a command ended; `missing`: there is no such command. */
export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string } | 'missing';

/** All that installing does to a machine, and asks of it. What writes throws the system's error. */
export interface ServiceEffects {
  /** Null where there is no such file, or none that we may read. */
  read(path: string): Uint8Array | null;
  exists(path: string): boolean;
  /** The permission bits; null where there is no such file, or where the system has none. */
  mode(path: string): number | null;
  /** Whole or not at all. A folder that is missing is made. */
  write(path: string, content: Uint8Array, modes: Modes): void;
  /** A file, or a folder with all that is in it; nothing where there is none. */
  remove(path: string): void;
  /** Only where nothing is in it. */
  removeEmptyFolder(path: string): void;
  run(command: Command): Promise<Ended>;
}
