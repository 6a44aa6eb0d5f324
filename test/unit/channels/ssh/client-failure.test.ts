import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SshAccess } from '../../../../src/channels/ssh/client.ts';
import { clientFailure } from '../../../../src/channels/ssh/client-failure.ts';

const access: SshAccess = {
  destination: { user: 'api', host: 'dynv6.com', port: null },
  identity: '/home/me/key',
  knownHosts: null,
};

function codeOf(stderr: string, differing: Partial<SshAccess> = {}): string | null {
  return clientFailure(stderr, { ...access, ...differing })?.code ?? null;
}

describe("ssh's own words, from versions and systems that are not here", () => {
  test.for<readonly [stderr: string, code: string | null]>([
    ['@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.', 'unexpected-answer'],
    ['RSA host key for dynv6.com has changed and you have requested strict checking.', 'unexpected-answer'],
    [
      "Warning: the ECDSA host key for 'dynv6.com' differs from the key for the IP address '1.2.3.4'\nHost key verification failed.",
      'unexpected-answer',
    ],
    ['@ WARNING: REVOKED HOST KEY DETECTED! @\nHost key verification failed.', 'unexpected-answer'],
    [
      'ED25519 host key for dynv6.com was revoked and you have requested strict checking.\nHost key verification failed.',
      'unexpected-answer',
    ],
    ['No ECDSA host key is known for dynv6.com and you have requested strict checking.', 'config'],
    [
      "The authenticity of host 'dynv6.com (1.2.3.4)' can't be established.\r\nHost key verification failed.\r\n",
      'config',
    ],
    ['Host key verification failed.', 'config'],
    ['Bad owner or permissions on /home/me/.ssh/config', 'config'],
    ['command-line: line 0: Bad configuration option: remotecommand', 'config'],
    ['/home/me/.ssh/config line 3: garbage at end of line; "x".', 'config'],
    ['WARNING: Ignoring unknown configuration option StrictHostKeyChecking', 'config'],
    ['Dropbear SSH client v2022.83 https://matt.ucc.asn.au/dropbear/dropbear.html', 'config'],
    [
      'Bad permissions. Try removing permissions for user: WIN\\x on file C:/k.\napi@dynv6.com: Permission denied (publickey).',
      'config',
    ],
    ['Load key "/home/me/key": Permission denied\napi@dynv6.com: Permission denied (publickey).', 'config'],
    ['Load key "/home/me/key": invalid format\r\napi@dynv6.com: Permission denied (publickey).\r\n', 'config'],
    ['Permission denied (publickey).', 'token-rejected'],
    ['Received disconnect from 1.2.3.4 port 22:2: Too many authentication failures', 'token-rejected'],
    ['ssh: Could not resolve hostname dynv6.com: Temporary failure in name resolution', 'network'],
    ['ssh: connect to host dynv6.com port 22: Network is unreachable', 'network'],
    ['ssh: connect to host dynv6.com port 22: Permission denied', 'network'],
    ['ssh: connect to host dynv6.com port 22: Connection timed out', 'timeout'],
    ['ssh: connect to host dynv6.com port 22: Operation timed out', 'timeout'],
    ['Connection timed out during banner exchange', 'timeout'],
    ['Timeout, server dynv6.com not responding.', 'timeout'],
    ['kex_exchange_identification: read: Connection reset by peer', 'network'],
    ['kex_exchange_identification: Connection closed by remote host', 'network'],
    ['Connection closed by 1.2.3.4 port 22', 'network'],
    ['client_loop: send disconnect: Broken pipe', 'network'],
    [
      'Unable to negotiate with 1.2.3.4 port 22: no matching host key type found. Their offer: ssh-dss',
      'unexpected-answer',
    ],
    ['Protocol major versions differ: 2 vs. 1', 'unexpected-answer'],
    ['zone not found', null],
    ['', null],
  ])('%j: %s', ([stderr, code]) => {
    expect(codeOf(stderr)).toBe(code);
  });
});

test('a complaint about a key that nobody named is not the reason', () => {
  const stderr = 'Load key "/home/me/.ssh/id_rsa": invalid format\napi@dynv6.com: Permission denied (publickey).';
  expect(codeOf(stderr, { identity: null })).toBe('token-rejected');
  expect(clientFailure(stderr, { ...access, identity: null })?.message).toBe(
    'api@dynv6.com refused every key that ssh offered',
  );
});

test('the line to run once is the one that a person would type', () => {
  const stderr = 'Host key verification failed.';
  expect(clientFailure(stderr, { ...access, identity: null })?.advice).toMatch(/: ssh api@dynv6\.com$/);
  const quoted = clientFailure(stderr, { ...access, identity: "/o'neill/key" });
  expect(quoted?.advice).toMatch(/: ssh -i '\/o'\\''neill\/key' -o IdentitiesOnly=yes api@dynv6\.com$/);
});

test('no words make it throw, and no message has a control character', () => {
  const start = fc.constantFrom(
    '',
    'Load key "',
    'ssh: Could not resolve hostname x: ',
    'Connection closed',
    'Unable to negotiate ',
  );
  fc.assert(
    fc.property(start, fc.string({ unit: 'binary' }), (words, rest) => {
      expect(clientFailure(words + rest, access)?.message ?? '').not.toMatch(/\p{Cc}/u);
    }),
  );
});
