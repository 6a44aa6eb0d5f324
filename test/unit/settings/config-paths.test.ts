import { expect, test } from 'vitest';
import { withPathsFrom } from '../../../src/settings/config-paths.ts';

test.for([
  { is: 'a bare name', named: 'tsig.key', read: '/etc/dynv6/tsig.key' },
  { is: 'a path', named: '../keys/tsig.key', read: '/etc/keys/tsig.key' },
  { is: 'a whole path', named: '/root/tsig.key', read: '/root/tsig.key' },
  { is: "a path from the user's home", named: '~/.ssh/id_ed25519', read: '~/.ssh/id_ed25519' },
  { is: 'nothing, which is told elsewhere', named: ' ', read: ' ' },
  { is: 'what is no text', named: true, read: true },
])('a file that the config file names lies beside it: $is', ({ named, read }) => {
  const values = { keyFile: named, identity: named, knownHosts: named };
  expect(withPathsFrom('/etc/dynv6/config.json', values)).toEqual({ keyFile: read, identity: read, knownHosts: read });
});

test('other settings are no files', () => {
  const values = { interface: 'eth0', server: 'ns1.dynv6.com', timeout: 10 };
  expect(withPathsFrom('/etc/dynv6/config.json', values)).toEqual(values);
});
