import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../src/settings/settings.ts';
import type { Words } from '../../../src/settings/words.ts';
import type { SettingsWorld } from '../../../src/settings/world.ts';

type Files = Readonly<Record<string, string | Buffer>>;

interface Given {
  readonly words?: Partial<Words>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly files?: Files;
  readonly modes?: Readonly<Record<string, number>>;
}

function read({ words = {}, environment = { token: 'T0ken' }, files = {}, modes = {} }: Given) {
  const world: SettingsWorld = {
    platform: 'linux',
    environment,
    homeFolder: '/home/me',
    currentFolder: '/work',
    files: {
      read(path) {
        const content = files[path];
        if (content === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
        return Buffer.from(content);
      },
      mode: (path) => modes[path] ?? 0o600,
    },
  };
  return readSettings({ zone: null, device: null, options: {}, ...words }, world);
}

const usualFile = '/home/me/.config/dynv6/config.json';

function messages(given: Given): readonly string[] {
  const settings = read(given);
  return settings.ok ? [] : settings.failure.map(({ code, message, advice }) => `${code}: ${message}; ${advice ?? ''}`);
}

/** The job of the first zone. */
function job(given: Given) {
  const settings = read({ words: { zone: 'example.dynv6.net', ...given.words }, ...given });
  if (!settings.ok) throw new Error(JSON.stringify(settings.failure));
  const [zone] = settings.value.zones;
  if (!zone?.job.ok) throw new Error(JSON.stringify(zone?.job));
  return zone.job.value;
}

function tokenOf(given: Given): string {
  const { way } = job(given);
  return 'token' in way ? way.token.reveal() : '';
}

describe('where a setting comes from', () => {
  const config = JSON.stringify({ timeout: '4s', zones: [{ zone: 'example.dynv6.net', timeout: '3s' }] });

  test('the command line comes first', () => {
    const words = { zone: 'example.dynv6.net', options: { timeout: '1s' } };
    expect(
      job({ words, environment: { token: 'T0ken', DYNV6_TIMEOUT: '2s' }, files: { [usualFile]: config } }).timeout,
    ).toBe(1000);
  });

  test('then the environment', () => {
    expect(job({ environment: { token: 'T0ken', DYNV6_TIMEOUT: '2s' }, files: { [usualFile]: config } }).timeout).toBe(
      2000,
    );
  });

  test("then the zone's entry of the config file", () => {
    expect(job({ files: { [usualFile]: config } }).timeout).toBe(3000);
  });

  test('then the top level of the config file', () => {
    const words = { zone: 'other.dynv6.net' };
    expect(job({ words, files: { [usualFile]: config } }).timeout).toBe(4000);
  });

  test('then the default', () => {
    expect(job({}).timeout).toBe(10_000);
  });

  test('netmask is the length of the prefix, as in the shell script', () => {
    expect(job({ environment: { token: 'T0ken', netmask: '56' } }).selection.prefixLength).toBe(56);
  });

  test('the second word is the interface', () => {
    expect(job({ words: { zone: 'example.dynv6.net', device: 'eth0' } }).selection.interface).toBe('eth0');
  });
});

describe('the token', () => {
  const file = '/run/token';

  test.for(['T0ken\n', 'T0ken\r\n', '\ufeffT0ken', '  T0ken \n', 'T0ken\n\n'])(
    'in a file as %j is T0ken (C36)',
    (content) => {
      expect(tokenOf({ environment: { DYNV6_TOKEN_FILE: file }, files: { [file]: content } })).toBe('T0ken');
    },
  );

  test('keeps its special signs (C38)', () => {
    expect(tokenOf({ environment: { token: 'a$b&c=d+e%41#f/g?h"i' } })).toBe('a$b&c=d+e%41#f/g?h"i');
  });

  test('is taken from the first place that has one', () => {
    const places = [
      {
        environment: { DYNV6_TOKEN: 'two', token: 'three' },
        files: {},
        words: { zone: 'a.b', options: { tokenFile: 'one' } },
      },
      { environment: { DYNV6_TOKEN: 'two', token: 'three' } },
      { environment: { token: 'three', DYNV6_TOKEN_FILE: file } },
      { environment: { DYNV6_TOKEN_FILE: file, CREDENTIALS_DIRECTORY: '/cred' } },
      { environment: { CREDENTIALS_DIRECTORY: '/cred' } },
      { environment: {} },
    ];
    const files = {
      '/work/one': 'one',
      [file]: 'four',
      '/cred/dynv6-token': 'five',
      [usualFile]: JSON.stringify({ token: 'seven', zones: [{ zone: 'example.dynv6.net', token: 'six' }] }),
    };
    expect(places.map((place) => tokenOf({ ...place, files }))).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
  });

  test.for([
    ['', /there is no token/],
    ['   ', /is empty/],
    ['"T0ken"', /stands in quotes/],
    ['T0\u0000ken', /control character/],
    ['T0\nken', /more than one line/],
    ['T0 ken', /white space/],
  ] as const)('%j is refused, and not shown', ([token, reason]) => {
    const settings = read({ words: { zone: 'example.dynv6.net' }, environment: { token } });
    const found = settings.ok ? settings.value.zones[0]?.job : undefined;
    const message = found === undefined || found.ok ? '' : found.failure.message;
    expect(message).toMatch(reason);
    expect(message).not.toContain('ken"');
  });

  test('that others can read is a warning', () => {
    const settings = read({
      words: { zone: 'a.b' },
      environment: { DYNV6_TOKEN_FILE: file },
      files: { [file]: 'T0ken' },
      modes: { [file]: 0o644 },
    });
    expect(settings.ok && settings.value.warnings).toEqual([
      'every user of this machine can read the token in /run/token: chmod 600 /run/token',
    ]);
  });

  test('of another zone is no matter: only the zone without one fails', () => {
    const settings = read({
      environment: {},
      files: { [usualFile]: JSON.stringify({ zones: [{ zone: 'a.dynv6.net', token: 'T0ken' }, 'b.dynv6.net'] }) },
    });
    expect(settings.ok && settings.value.zones.map(({ job: { ok } }) => ok)).toEqual([true, false]);
  });
});

describe('a config file', () => {
  const zones = [{ zone: 'example.dynv6.net' }];

  test.for([
    ['UTF-8 with a byte order mark and CRLF', Buffer.from(`\ufeff{\r\n"zones": ["example.dynv6.net"]\r\n}\r\n`)],
    ['UTF-16LE with a byte order mark', Buffer.from('\ufeff{ "zones": ["example.dynv6.net"] }', 'utf16le')],
  ] as const)('in %s is read (C36)', ([, content]) => {
    const settings = read({ files: { [usualFile]: content } });
    expect(settings.ok && settings.value.zones.map(({ zone }) => zone)).toEqual(['example.dynv6.net']);
  });

  test.for([
    [
      'a key that is mistyped',
      { zones: [{ zone: 'a.b', interfce: 'eth1' }] },
      /zones\[0\]: unknown key "interfce"; did you mean "interface"/,
    ],
    [
      'a key in the wrong place',
      { zones: [{ zone: 'a.b', cacheDir: '/x' }] },
      /"cacheDir"; it belongs to the top level/,
    ],
    ['a zone at the top level', { zone: 'a.b', zones }, /"zone"; it belongs into an entry of "zones"/],
    [
      'a value that is mistyped',
      { zones: [{ zone: 'a.b', ipv4: 'detct' }] },
      /"ipv4" in .*zones\[0\]: "detct" is wrong; It has to be detect/,
    ],
    ['the same zone twice', { zones: ['a.b', 'A.b.'] }, /zones\[1\]: the zone a.b stands in the file twice/],
    ['a zone that is none', { zones: ['a b.c'] }, /zones\[0\]: "a b.c" is no zone: there is white space/],
    ['zones that are no list', { zones: {} }, /"zones" has to be a list/],
    ['an entry without a name', { zones: [{ timeout: '1s' }] }, /zones\[0\]: "zone" is missing/],
    ['a list as a value', { zones: [{ zone: 'a.b', ipv4: [] }] }, /zones\[0\]: "ipv4" has to be text/],
    ['a list', [], /has to hold one \{/],
  ] as const)('with %s is refused, naming it (C39)', ([, content, reason]) => {
    const [message = ''] = messages({ files: { [usualFile]: JSON.stringify(content) } });
    expect(message).toMatch(/^config: /);
    expect(message).toMatch(reason);
    expect(message).toContain(usualFile);
  });

  test.for([
    ['a comment', '{ // zones\n "zones": [] }'],
    ['a trailing comma', '{ "zones": [], }'],
    ['half of itself', '{ "token": "T0ken", "zones": ['],
  ] as const)('with %s is refused without showing its text', ([, content]) => {
    const [message = ''] = messages({ files: { [usualFile]: content } });
    expect(message).toMatch(/^config: .*no valid JSON.*no comments and no comma/);
    expect(message).not.toContain('T0ken');
  });

  test('shows all of its faults at once', () => {
    const content = { timeout: 'soon', zones: [{ zone: 'a.b', retries: -1 }] };
    expect(messages({ files: { [usualFile]: JSON.stringify(content) } })).toHaveLength(2);
  });

  test('that is named has to be there', () => {
    expect(messages({ words: { zone: 'a.b', options: { config: './none.json' } } })).toEqual([
      'config: the config file /work/none.json does not exist; ',
    ]);
  });

  test('of the machine serves a user who has none', () => {
    const settings = read({ files: { '/etc/dynv6/config.json': JSON.stringify({ zones }) } });
    expect(settings.ok && settings.value.config?.path).toBe('/etc/dynv6/config.json');
  });
});

describe('words that do not go together', () => {
  test.for([
    [{ options: { '4': true, ipv6: 'auto' } }, /-4 leaves out what --ipv6 asks for/],
    [{ options: { '6': true, ipv4: 'auto' } }, /-6 leaves out what --ipv4 asks for/],
    [{ device: 'eth0', options: { interface: 'eth1' } }, /two interfaces are named: eth0 and eth1/],
  ] as const)('%o are refused', ([words, reason]) => {
    const [message = ''] = messages({ words: { zone: 'a.b', ...words } });
    expect(message).toMatch(/^usage: /);
    expect(message).toMatch(reason);
  });

  test('-4 and -6 together mean both', () => {
    const { wishes } = job({ words: { zone: 'a.b', options: { '4': true, '6': true } } });
    expect(wishes).toEqual({ ipv4: 'detect', ipv6: 'detect', ipv6prefix: 'detect' });
  });

  test('a length beside an address makes its network', () => {
    const { wishes } = job({ words: { zone: 'a.b', options: { ipv6: '2a02:12ab:34c:ef::1', prefixLength: '56' } } });
    expect(wishes.ipv6prefix).toEqual({ value: '2a02:12ab:34c::/56' });
  });
});
