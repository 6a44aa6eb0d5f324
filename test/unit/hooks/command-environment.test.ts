import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandEnvironment } from '../../../src/hooks/command-environment.ts';
import { Secret } from '../../../src/secret.ts';
import { outcomeWith } from '../watch/zones.ts';

const outcome = outcomeWith({
  sent: { ipv4: '198.41.0.4', ipv6prefix: '2a02:12ab::/64' },
  previous: { ipv4: '198.41.0.9', ipv6: '2a02:12ab::1' },
});

test('the command is told what was and what is', () => {
  expect(commandEnvironment(outcome, {}, [])).toEqual({
    DYNV6_ZONE: 'example.dynv6.net',
    DYNV6_RESULT: 'updated',
    DYNV6_IPV4: '198.41.0.4',
    DYNV6_IPV6PREFIX: '2a02:12ab::/64',
    DYNV6_PREVIOUS_IPV4: '198.41.0.9',
    DYNV6_PREVIOUS_IPV6: '2a02:12ab::1',
  });
});

test('it sees the environment, but none of our settings and nothing of the service manager', () => {
  const environment = {
    PATH: '/bin',
    HOME: '/root',
    UNSET: undefined,
    token: 'T0ken',
    DYNV6_TOKEN: 'T0ken',
    DYNV6_TOKEN_FILE: '/token',
    DYNV6_IPV6: 'auto',
    DYNV6_PING_URL: 'https://hc-ping.com/f00',
    NOTIFY_SOCKET: '/run/systemd/notify',
    WATCHDOG_USEC: '1',
    CREDENTIALS_DIRECTORY: '/run/credentials',
  };
  const seen = commandEnvironment(outcome, environment, []);
  expect(seen).toMatchObject({ PATH: '/bin', HOME: '/root', DYNV6_IPV4: '198.41.0.4' });
  expect(Object.keys(seen).filter((name) => !name.startsWith('DYNV6_'))).toEqual(['PATH', 'HOME']);
  expect(seen).not.toHaveProperty('DYNV6_IPV6');
});

test('no variable that holds a secret is passed on, whatever its name', () => {
  const secret = fc.string({ minLength: 4 });
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (token, before, after) => {
      const environment = { MINE: `${before}${token}${after}` };
      expect(commandEnvironment(outcome, environment, [new Secret(token)])).not.toHaveProperty('MINE');
    }),
  );
});
