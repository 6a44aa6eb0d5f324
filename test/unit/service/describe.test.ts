import { expect, test } from 'vitest';
import { commandLine } from '../../../src/service/command-line.ts';
import type { Described } from '../../../src/service/describe.ts';
import { unseenVariables } from '../../../src/service/describe.ts';
import { describe, type Surroundings } from './world.ts';

function described(surroundings: Surroundings): Described {
  const found = describe(surroundings);
  if (!found.ok) throw new Error(found.failure.map(({ message }) => message).join('; '));
  return found.value;
}

/** The words of the service after the script's name. */
function line(surroundings: Surroundings): string {
  return commandLine(described(surroundings).service).slice(2).join(' ');
}

test.for<{ readonly is: string; readonly given: Surroundings; readonly words: string }>([
  { is: 'a zone', given: {}, words: 'watch example.dynv6.net' },
  { is: 'a zone and a device', given: { device: 'eth0' }, words: 'watch example.dynv6.net eth0' },
  { is: 'a timer', given: { period: 300_000, device: 'eth0' }, words: 'example.dynv6.net eth0' },
  {
    is: 'options',
    given: { options: { maxAge: '12h', temporary: true, 6: true } },
    words: 'watch example.dynv6.net -6 --temporary --max-age 12h',
  },
  {
    is: 'an option that the environment gives',
    given: { environment: { token: 'T0ken', DYNV6_VIA: 'rest', netmask: '56', DYNV6_TEMPORARY: 'yes' } },
    words: 'watch example.dynv6.net --prefix-length 56 --temporary --via rest',
  },
  {
    is: 'a switch that the environment turns off',
    given: { environment: { token: 'T0ken', DYNV6_TEMPORARY: '0' } },
    words: 'watch example.dynv6.net',
  },
  {
    is: 'an option that beats the environment',
    given: { options: { via: 'dyndns2' }, environment: { token: 'T0ken', DYNV6_VIA: 'rest' } },
    words: 'watch example.dynv6.net --via dyndns2',
  },
  {
    is: 'a value with a dash',
    given: { options: { onChange: '-x' } },
    words: 'watch example.dynv6.net --on-change -x',
  },
])('$is: the service runs "$words"', ({ given, words }) => {
  const rest = `--cache-dir /root/.cache/dynv6 --token-file /etc/dynv6/token${given.period === undefined ? '' : ' --quiet'}`;
  expect(line(given)).toBe(`${words} ${rest}`);
});

const key = ['key "k" { algorithm hmac-sha256; secret "AAAA"; };', 0o600] as const;

test.for<{ readonly is: string; readonly given: Surroundings; readonly named: string }>([
  {
    is: 'the config file that was named',
    given: { options: { config: './my dynv6.json' }, files: { '/work/my dynv6.json': '{}' } },
    named: '--config /work/my dynv6.json',
  },
  {
    is: 'the config file that was found',
    given: { files: { '/etc/dynv6/config.json': '{}' } },
    named: '--config /etc/dynv6/config.json',
  },
  {
    is: 'the config file of the environment',
    given: { environment: { token: 'T0ken', DYNV6_CONFIG: 'x.json' }, files: { '/work/x.json': '{}' } },
    named: '--config /work/x.json',
  },
  { is: 'the cache', given: { options: { cacheDir: 'cache' } }, named: '--cache-dir /work/cache' },
  {
    is: 'the cache of the config file',
    given: { files: { '/etc/dynv6/config.json': '{"cacheDir":"cache"}' } },
    named: '--cache-dir /etc/dynv6/cache',
  },
  {
    is: 'a token file',
    given: { options: { tokenFile: '../token' }, files: { '/token': ['T0ken', 0o600] } },
    named: '--token-file /token',
  },
  {
    is: 'a token file of the environment',
    given: { environment: { DYNV6_TOKEN_FILE: 'token' }, files: { '/work/token': ['T0ken', 0o600] } },
    named: '--token-file /work/token',
  },
  {
    is: 'a key file',
    given: { options: { via: 'dns', keyFile: 'k.key' }, environment: {}, files: { '/work/k.key': key } },
    named: '--key-file /work/k.key',
  },
  {
    is: 'an identity in the home',
    given: { options: { via: 'ssh', identity: '~/.ssh/id' }, environment: {} },
    named: '--identity /root/.ssh/id',
  },
  { is: 'a file of metrics', given: { options: { metrics: 'dynv6.prom' } }, named: '--metrics /work/dynv6.prom' },
])('$is is named by its absolute path (C43)', ({ given, named }) => {
  expect(` ${line(given)} `).toContain(` ${named} `);
});

test('without a zone the config file tells which', () => {
  const files = { '/etc/dynv6/config.json': '{"zones":["a.dynv6.net","b.dynv6.net"]}' };
  expect(line({ zone: null, files })).toMatch(/^watch --config \/etc\/dynv6\/config.json /);
});

test.for<{
  readonly is: string;
  readonly given: Surroundings;
  readonly token: string | null;
  readonly file: string | null;
}>([
  { is: 'out of the environment is written into the usual file', given: {}, token: 'T0ken', file: '/etc/dynv6/token' },
  {
    is: "out of a user's environment is written into the user's",
    given: { scope: 'user', homeFolder: '/home/ann' },
    token: 'T0ken',
    file: '/home/ann/.config/dynv6/token',
  },
  {
    is: 'out of a file is left where it is',
    given: { options: { tokenFile: '/srv/token' }, files: { '/srv/token': 'T0ken' } },
    token: null,
    file: '/srv/token',
  },
  {
    is: 'in the config file stays there',
    given: { environment: {}, files: { '/etc/dynv6/config.json': '{"token":"T0ken"}' } },
    token: null,
    file: null,
  },
  {
    is: 'in a file that the config file names stays there',
    given: { environment: {}, files: { '/etc/dynv6/config.json': '{"tokenFile":"t"}', '/etc/dynv6/t': 'T0ken' } },
    token: null,
    file: null,
  },
  {
    is: 'that was written before is used again',
    given: { environment: {}, files: { '/etc/dynv6/token': ['T0ken', 0o600] } },
    token: null,
    file: '/etc/dynv6/token',
  },
  {
    is: 'that nobody needs is not written',
    given: { options: { via: 'ssh' }, environment: { token: 'T0ken' } },
    token: null,
    file: null,
  },
])('a token $is', ({ given, token, file }) => {
  const { service, token: written, failure } = described(given);
  expect({ token: written?.reveal() ?? null, file: service.tokenFile?.path ?? null, failure }).toEqual({
    token,
    file,
    failure: null,
  });
});

test('without a token there is a reason, and still a definition to be shown', () => {
  const { service, failure } = described({ environment: {} });
  expect({ file: service.tokenFile?.path, code: failure?.code }).toEqual({
    file: '/etc/dynv6/token',
    code: 'no-token',
  });
});

test.for(['pingUrl', 'notifyUrl'])('%s, which is a secret, is not written into what everybody can read', (name) => {
  expect(describe({ options: { [name]: 'https://hc-ping.com/s3cr3t' } })).toMatchObject({
    ok: false,
    failure: [{ code: 'usage', advice: expect.stringContaining(`"${name}"`) }],
  });
});

test.for<{ readonly is: string; readonly given: Surroundings; readonly open: boolean }>([
  { is: 'that everybody may read', given: { files: { '/srv/c.json': '{}' } }, open: true },
  { is: 'that only its owner may read', given: { files: { '/srv/c.json': ['{}', 0o600] } }, open: false },
  {
    is: 'in a home folder',
    given: { options: { config: '/home/ann/c.json' }, files: { '/home/ann/c.json': '{}' } },
    open: false,
  },
])('a config file $is is open: $open', ({ given, open }) => {
  const options = { config: '/srv/c.json', ...given.options };
  expect(described({ ...given, options }).service.config?.open).toBe(open);
});

test('the files that a config file names are known, and where they are', () => {
  const config = '{"keyFile":"k","zones":[{"zone":"a.dynv6.net","identity":"~/id","metrics":"m.prom"}]}';
  const { service } = described({ files: { '/etc/dynv6/config.json': config } });
  expect(service.configured.map(({ path }) => path)).toEqual(['/etc/dynv6/k', '/root/id']);
  expect(service.writes).toEqual(['/etc/dynv6/m.prom']);
});

test('a name that no definition can express is refused', () => {
  expect(describe({ options: { cacheDir: 'a\nb' } })).toMatchObject({ ok: false, failure: [{ code: 'usage' }] });
});

test('what an update honours here and a service will not see is named', () => {
  const environment = { HTTPS_PROXY: 'http://proxy', no_proxy: '', NODE_EXTRA_CA_CERTS: '/ca.pem', HOME: '/root' };
  const world = {
    platform: 'linux',
    environment,
    homeFolder: '/root',
    currentFolder: '/',
    files: { read: () => Buffer.alloc(0), mode: () => null },
  };
  expect(unseenVariables(world)).toEqual(['HTTPS_PROXY', 'NODE_EXTRA_CA_CERTS']);
});
