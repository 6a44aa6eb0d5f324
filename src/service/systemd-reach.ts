import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { FileOption, NamedFile, Service } from './service.ts';

/** What a system service may see of the files that it needs. */
export interface Reach {
  /** Files that root reads for it, and hands over under a name (systemd.exec(5), "Credentials"). */
  readonly credentials: readonly { readonly name: string; readonly path: string }[];
  readonly files: readonly FileOption[];
  readonly config: string | null;
  /** Why it has to be root: what it needs cannot be handed over. Null: a user of its own will do. */
  readonly root: string | null;
}

/** systemd tells the place by this variable. */
export const credentialsFolder = `\${CREDENTIALS_DIRECTORY}`;

export function reachOf(service: Service): Result<Reach, Failure> {
  const { program, config, configured, files, writes, tokenFile } = service;
  const hidden = program.find(({ open }) => !open);
  if (hidden !== undefined && isElsewhere(hidden)) {
    return fail({
      code: 'usage',
      message: `${hidden.path} is in a folder from which no service of the whole system can or should run`,
      advice: 'Install Node.js and dynv6 for the whole system, or make it a service of this user with --user',
    });
  }
  const root =
    hidden !== undefined
      ? `only root can read ${hidden.path}`
      : writes.length > 0
        ? `it writes ${writes.join(' ')}`
        : reasonIn(configured.find(({ open }) => !open));
  const token = tokenFile === null ? [] : [{ name: 'dynv6-token', path: tokenFile.path }];
  if (root !== null) return ok({ credentials: token, files, config: config?.path ?? null, root });
  const closed = files.filter(({ file }) => !file.open);
  return ok({
    credentials: [
      ...token,
      ...(config === null || config.open ? [] : [{ name: 'dynv6-config', path: config.path }]),
      ...closed.map(({ option, file }) => ({ name: nameFor(option), path: file.path })),
    ],
    files: files.map(({ option, file }) => ({
      option,
      file: file.open ? file : { ...file, path: `${credentialsFolder}/${nameFor(option)}` },
    })),
    config: config === null ? null : config.open ? config.path : `${credentialsFolder}/dynv6-config`,
    root: null,
  });
}

/** What others write to, root must not run; and in /tmp a service of its own sees other files. */
function isElsewhere({ path }: NamedFile): boolean {
  return /^\/(home|run\/user|tmp|var\/tmp)\//.test(path);
}

function reasonIn(file: NamedFile | undefined): string | null {
  return file === undefined ? null : `the config file names ${file.path}, which not everybody may read`;
}

function nameFor(option: string): string {
  return `dynv6-${option.replace(/^-+/, '')}`;
}
