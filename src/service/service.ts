import type { Failure } from '../failure.ts';
import type { Result } from '../result.ts';

export const kinds = ['systemd', 'cron', 'launchd', 'task-scheduler', 'freebsd-rc', 'openwrt-procd'] as const;
/** What keeps a service running. */
export type Kind = (typeof kinds)[number];

/** The whole machine's service, or one of this user alone. */
export type Scope = 'system' | 'user';

/** Whose service it is; what is not known is null. */
export interface Owner {
  readonly name: string | null;
  readonly id: number | null;
  readonly homeFolder: string | null;
  /** Where the user's dynv6 settings are: `~/.config/dynv6`. */
  readonly settingsFolder: string | null;
}

/** An option whose value is a file that is only read. */
export interface FileOption {
  /** `--key-file`. */
  readonly option: string;
  readonly file: NamedFile;
}

export interface NamedFile {
  /** Absolute. */
  readonly path: string;
  /** Every user may read it, and it is in nobody's home folder. */
  readonly open: boolean;
}

/** What a service runs, and as whom. Every path is absolute. */
export interface Service {
  readonly scope: Scope;
  readonly owner: Owner;
  /** Node.js and the script. */
  readonly program: readonly [NamedFile, NamedFile];
  /** Zone, device and the options that name no file to be read. */
  readonly words: readonly string[];
  readonly files: readonly FileOption[];
  readonly config: NamedFile | null;
  /** The files that the config file names. */
  readonly configured: readonly NamedFile[];
  /** Where the token stands, unless the config file says it or none is used. */
  readonly tokenFile: NamedFile | null;
  readonly cacheFolder: string | null;
  /** Files that are written, beside the cache; their options are among the words. */
  readonly writes: readonly string[];
  /** Milliseconds from one update to the next; null: the watcher, which stays. */
  readonly period: number | null;
  /** Files that install made beside the definition: uninstall reads there what to remove. */
  readonly wrote: readonly string[];
}

export interface Command {
  readonly file: string;
  readonly words: readonly string[];
  /** Given to it on standard input. */
  readonly stdin?: string;
  /** It is no harm if it fails: what it is to undo may not be there. */
  readonly mayFail?: true;
}

/** A file of a definition. */
export interface Part {
  readonly path: string;
  readonly content: string;
  /** UTF-8 where nothing is said. UTF-16 is little-endian, with a byte order mark. */
  readonly encoding?: 'utf-16';
  readonly mode: number;
}

/** What install has to bring about. */
export interface Definition {
  readonly parts: readonly Part[];
  /** The lines of the user's crontab. */
  readonly crontab?: string;
  /** Takes up what was written, and starts it. */
  readonly start: readonly Command[];
  /** What a person should know of it; one line each. */
  readonly hints: readonly string[];
}

/** Where a supervisor keeps a service of ours, whatever it runs. */
export interface Place {
  /** Every file that a definition may consist of. One that is there tells that the service is installed. */
  readonly files: readonly string[];
  /** The definition may stand in the user's crontab. */
  readonly crontab: boolean;
  /** The command by which the checks are made, if any. */
  readonly tool: string | null;
  /** A file or folder that is there where this supervisor is; null: only the tool tells. */
  readonly sign: string | null;
  /** Each ends with 0 when it is enabled, and running. */
  readonly checks: (files: readonly string[]) => readonly Command[];
  /** Ends it, before its files go. */
  readonly stop: (files: readonly string[]) => readonly Command[];
  /** After its files are gone. */
  readonly forget: readonly Command[];
  /** What the supervisor made for it: files and folders. */
  readonly leftovers: readonly string[];
}

/** One supervisor's language: pure, it turns a service into files and commands. */
export interface Supervisor {
  /** Null where it has no service of that scope. */
  place(scope: Scope, owner: Owner): Place | null;
  /** Fails where the supervisor cannot express what is asked for. */
  define(service: Service): Result<Definition, Failure>;
}
