import { formatSshDestination, type SshDestination } from './destination.ts';

/** How to reach the service's shell. */
export interface SshAccess {
  readonly destination: SshDestination;
  /** The file of a private key; null: those that OpenSSH finds by itself, in its agent and configuration. */
  readonly identity: string | null;
  /** The file of the host keys; null: the user's and the system's. */
  readonly knownHosts: string | null;
}

/** Seconds. The caller's signal is the real limit; this one ends a client whose caller was killed. */
const connectTimeout = 120;
/** Seconds for which a shared connection outlives a caller that was killed. */
const lingering = 10;

/**
 * The words for one command (ssh_config(5)). Nothing is asked, nothing is forwarded, nothing but the command is run,
 * whatever the user's configuration says; who the host is, is always checked.
 * @param socket where to share the connection with other calls; null: a connection of its own
 */
export function commandWords(access: SshAccess, socket: string | null, line: string): readonly string[] {
  return [
    ...['-T', '-n', '-a', '-x'],
    ...option('BatchMode=yes'),
    ...option('StrictHostKeyChecking=yes'),
    ...option(`ConnectTimeout=${connectTimeout}`),
    ...option('ConnectionAttempts=1'),
    ...option('ServerAliveInterval=15'),
    ...option('ServerAliveCountMax=2'),
    ...option('ClearAllForwardings=yes'),
    ...option('PermitLocalCommand=no'),
    ...option('RemoteCommand=none'),
    // Above this there would be the host's banner among the answers; below it, no reason for a failure.
    ...option('LogLevel=ERROR'),
    ...sharing(socket),
    ...addressWords(access),
    line,
  ];
}

/** The words for the interactive shell: what a person would type. */
export function shellWords(access: SshAccess): readonly string[] {
  return addressWords(access);
}

/** The words that end a shared connection. */
export function endSharingWords({ destination }: SshAccess, socket: string): readonly string[] {
  return ['-O', 'exit', '-S', percentEscaped(socket), ...placeWords(destination)];
}

/** A line that the user can run; the shell's meaning of every word is taken away. */
export function typedLine(program: string, words: readonly string[]): string {
  return [
    program,
    ...words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)),
  ].join(' ');
}

function sharing(socket: string | null): readonly string[] {
  // A connection that the user's configuration shares may have been opened with another key.
  if (socket === null) return ['-S', 'none'];
  return ['-S', percentEscaped(socket), ...option('ControlMaster=auto'), ...option(`ControlPersist=${lingering}`)];
}

function addressWords({ destination, identity, knownHosts }: SshAccess): readonly string[] {
  return [
    ...(identity === null ? [] : identityWords(identity)),
    ...(knownHosts === null ? [] : option(`UserKnownHostsFile="${percentEscaped(knownHosts)}"`)),
    ...placeWords(destination),
  ];
}

/** `-i` tells of a file that is not there, but looks for it by its escaped name. */
function identityWords(file: string): readonly string[] {
  const named = file.includes('%') ? option(`IdentityFile="${percentEscaped(file)}"`) : ['-i', file];
  return [...named, ...option('IdentitiesOnly=yes')];
}

function placeWords({ user, host, port }: SshDestination): readonly string[] {
  return [...(port === null ? [] : ['-p', String(port)]), formatSshDestination({ user, host, port: null })];
}

function option(text: string): readonly string[] {
  return ['-o', text];
}

/** File names are expanded by ssh (ssh_config(5), TOKENS). */
function percentEscaped(path: string): string {
  return path.replaceAll('%', '%%');
}
