import type { Failure } from '../../failure.ts';
import { type SshAccess, shellWords, typedLine } from './client.ts';
import { formatSshDestination } from './destination.ts';
import type { ProcessFailure } from './run-process.ts';

/** What ssh itself ends with when it could not have the command run (ssh(1), EXIT STATUS). */
export const clientTrouble = 255;

type Reading = (stderr: string, access: SshAccess) => Failure | null;

/**
 * What ssh says on standard error, as a failure; null where it is nothing that ssh says. The order counts: a key that
 * cannot be read is also a key that is refused in the end.
 */
export function clientFailure(stderr: string, access: SshAccess): Failure | null {
  for (const read of readings) {
    const failure = read(stderr, access);
    if (failure !== null) return failure;
  }
  return null;
}

const changedKey: Reading = (stderr, { destination, knownHosts }) => {
  if (!/IDENTIFICATION HAS CHANGED|host key for .* (?:has changed|differs)|REVOKED HOST KEY|was revoked/i.test(stderr))
    return null;
  const { host, port } = destination;
  const entry = port === null || port === 22 ? host : `[${host}]:${port}`;
  const forget = typedLine('ssh-keygen', ['-R', entry, ...(knownHosts === null ? [] : ['-f', knownHosts])]);
  return {
    code: 'unexpected-answer',
    message: `${host} shows another host key than the one in ${knownHosts ?? 'known_hosts'}: it may not be the service`,
    advice: `Only if the service has announced a new key: ${forget}, then log in once and compare the fingerprint`,
  };
};

const unknownKey: Reading = (stderr, access) => {
  if (!/host key is known for|authenticity of host|Host key verification failed/i.test(stderr)) return null;
  return {
    code: 'config',
    message: `the host key of ${access.destination.host} is not in ${access.knownHosts ?? 'known_hosts'}`,
    advice: `Run once as the same user, and say yes if the fingerprint is the service's: ${typedLine('ssh', shellWords(access))}`,
  };
};

const configuration: Reading = (stderr) => {
  const found =
    /Bad owner or permissions on|Bad (?:stdin )?configuration option|bad configuration options|Can't open user config|Unsupported option|garbage at end of line|Dropbear|Ignoring unknown configuration/i;
  const line = lineWith(stderr, found);
  if (line === null) return null;
  return {
    code: 'config',
    message: `ssh does not take its configuration: ${line}`,
    advice: "OpenSSH's client from 7.6 on is needed",
  };
};

const identityFile: Reading = (stderr, { identity }) => {
  const line = lineWith(
    stderr,
    /Identity file .* not accessible|Permissions \d+ for .* are too open|Bad permissions|^Load key "/i,
  );
  // Without a file of our own choice these are only about keys that happen to lie there.
  if (line === null || identity === null) return null;
  return {
    code: 'config',
    message: `the key cannot be used: ${line.replace(/^Warning: |\.$/gi, '')}`,
    advice: 'Check --identity',
  };
};

const refusal: Reading = (stderr, { destination, identity }) => {
  if (!/Permission denied \(|Too many authentication failures|No more authentication methods/i.test(stderr))
    return null;
  const keys = identity === null ? 'every key that ssh offered' : `the key ${identity}`;
  return {
    code: 'token-rejected',
    message: `${formatSshDestination(destination)} refused ${keys}`,
    advice: 'Its public half belongs on dynv6.com/keys; a key with a passphrase has to be in ssh-agent (ssh-add)',
  };
};

const reach: Reading = (stderr, { destination }) => {
  const { host } = destination;
  const timeout = /timed? ?out|not responding/i.test(stderr);
  if (timeout)
    return { code: 'timeout', message: `${host} did not answer over SSH: the update could not be confirmed` };

  const name = /Could not resolve hostname [^:]*: (.*)/i.exec(stderr)?.[1];
  if (name !== undefined) {
    return {
      code: 'network',
      message: `${host} could not be looked up: ${oneLine(name)}`,
      advice: 'Check the network, or --server',
    };
  }
  const found =
    /Connection refused|unreachable|No route to host|Host is down|Connection (?:closed|reset)|closed by remote|Broken pipe|kex_exchange_identification|send disconnect|connect to host|Network is down|Connection to .* closed/i;
  const line = lineWith(stderr, found);
  if (line === null) return null;
  return { code: 'network', message: `${host} could not be reached over SSH: ${line.replace(/^ssh: /, '')}` };
};

const agreement: Reading = (stderr, { destination }) => {
  const line = lineWith(
    stderr,
    /Unable to negotiate|no matching .* found|Protocol major versions|protocol version|identification string|Bad packet|Bad server|banner line|Received disconnect|incorrect signature|invalid format/i,
  );
  if (line === null) return null;
  return { code: 'unexpected-answer', message: `${destination.host} does not speak SSH as ssh does: ${line}` };
};

const readings: readonly Reading[] = [changedKey, unknownKey, configuration, identityFile, refusal, reach, agreement];

function lineWith(text: string, words: RegExp): string | null {
  const found = text.split(/[\r\n]+/).find((line) => words.test(line));
  return found === undefined ? null : oneLine(found);
}

/** Short, and without what a terminal would obey. */
function oneLine(text: string): string {
  return text
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 120);
}

/** A refusal where the key has a passphrase. It may have come from an agent all the same, and been refused. */
export function lockedKey({ code, message }: Failure, identity: string): Failure {
  return {
    code,
    message: `${message}, which has a passphrase, and nobody is asked for it`,
    advice: `Load it into ssh-agent (${typedLine('ssh-add', [identity])}); its public half belongs on dynv6.com/keys`,
  };
}

/** Why ssh did not get as far as saying anything. */
export function startFailure(reason: ProcessFailure, { destination }: SshAccess): Failure {
  if (reason === 'interrupted') {
    return {
      code: 'timeout',
      message: `${formatSshDestination(destination)} did not answer in time: the update could not be confirmed`,
      advice: 'It is tried again by the next run; --timeout gives more time',
    };
  }
  const what = reason === 'missing' ? 'is not installed, or not in PATH' : 'could not be started';
  return {
    code: 'config',
    message: `ssh ${what}`,
    advice:
      "Install OpenSSH's client: the package openssh-client or openssh; on Windows an optional feature of that name",
  };
}
