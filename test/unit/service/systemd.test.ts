import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { test as base, expect } from 'vitest';
import type { Definition, Service } from '../../../src/service/service.ts';
import { systemd } from '../../../src/service/systemd.ts';
import { systemdPath, systemdWord } from '../../../src/service/systemd-word.ts';
import { word } from './arbitraries.ts';
import { closed, open, personal, plain } from './sample.ts';
import { runTool, type ToolRun, whyWithout } from './tool.ts';

const test = base;
const withSystemd = base.skipIf(whyWithout('systemd-analyze') !== null);

function defined(service: Service): Definition {
  const definition = systemd.define(service);
  if (!definition.ok) throw new Error(definition.failure.message);
  return definition.value;
}

function unit(service: Service, name = 'dynv6.service'): string {
  return defined(service).parts.find(({ path }) => path.endsWith(`/${name}`))?.content ?? '';
}

/** The values of a setting of a unit. */
function valuesOf(name: string, text: string): readonly string[] {
  return text.split('\n').flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));
}

/** Writes the definition's units, with a program that is there, and runs systemd's own checker on the service. */
function analysed(service: Service, ...words: readonly string[]): ToolRun | null {
  const folder = mkdtempSync(join(tmpdir(), 'dynv6-units-'));
  try {
    const program = [open(process.execPath), plain.program[1]] as const;
    const { parts } = defined({ ...service, program });
    const files = parts.map(({ path, content }) => ({ file: join(folder, path.split('/').at(-1) ?? ''), content }));
    for (const { file, content } of files) writeFileSync(file, content);
    const analysable = words.includes('security') ? files.slice(0, 1) : files;
    const line = [...words, ...analysable.map(({ file }) => file)];
    return runTool('systemd-analyze', line, '', { HOME: folder, XDG_RUNTIME_DIR: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const variants: Readonly<Record<string, Service>> = {
  'the watcher': plain,
  'a watcher with every kind of file': {
    ...plain,
    config: closed('/etc/dynv6 x/100%.json'),
    files: [
      { option: '--key-file', file: closed('/etc/dynv6 x/a$b"c.key') },
      { option: '--known-hosts', file: open('/etc/ssh/known hosts') },
    ],
  },
  'a watcher that has to be root': { ...plain, writes: ['/var/lib/node exporter/dynv6.prom'] },
  'a watcher with awkward words': {
    ...plain,
    words: ['example.dynv6.net', '--on-change', 'echo "$DYNV6_IPV4" 100% \\n; true'],
  },
  'a timer': { ...plain, period: 300_000 },
  "a user's watcher": personal,
  "a user's timer": { ...personal, period: 300_000 },
};

withSystemd.for(Object.keys(variants))('systemd finds nothing to complain of in %s', (name) => {
  const service = variants[name] ?? plain;
  const user = service.scope === 'user' ? ['--user'] : [];
  expect(analysed(service, ...user, 'verify')).toEqual({ code: 0, stdout: '', stderr: '' });
});

withSystemd.for([
  { name: 'the watcher', score: 1.3 },
  { name: 'a timer', score: 1.1 },
  { name: 'a watcher that has to be root', score: 1.7 },
])("$name is exposed to $score at most, by systemd's own measure", ({ name, score }) => {
  const run = analysed(
    { ...(variants[name] ?? plain) },
    'security',
    '--offline=true',
    '--no-pager',
    `--threshold=${score * 10}`,
  );
  expect(run).toMatchObject({ code: 0 });
  expect(analysed(variants[name] ?? plain, 'security', '--offline=true', '--no-pager', '--threshold=5')?.code).not.toBe(
    0,
  );
});

test('the watcher has a user, a state folder and a token that nobody else can read', () => {
  const text = unit(plain);
  expect(valuesOf('Type', text)).toEqual(['notify']);
  expect(valuesOf('ExecStart', text)).toEqual([
    '/opt/n/bin/node /opt/dynv6/bin/dynv6.js watch example.dynv6.net --cache-dir /var/lib/dynv6',
  ]);
  expect(valuesOf('DynamicUser', text)).toEqual(['yes']);
  expect(valuesOf('StateDirectory', text)).toEqual(['dynv6']);
  expect(valuesOf('LoadCredential', text)).toEqual(['dynv6-token:/etc/dynv6/token']);
  expect(valuesOf('RestartPreventExitStatus', text)).toEqual(['64 77 78']);
  expect(text).not.toMatch(/^MemoryDenyWriteExecute=/m);
});

test('what only root can read is handed over, what everybody can read is named where it is', () => {
  const text = unit({
    ...plain,
    config: closed('/etc/dynv6/my config.json'),
    files: [
      { option: '--identity', file: closed('/etc/dynv6/id') },
      { option: '--known-hosts', file: open('/etc/ssh/ssh_known_hosts') },
    ],
  });
  expect(valuesOf('LoadCredential', text)).toEqual([
    'dynv6-token:/etc/dynv6/token',
    'dynv6-config:/etc/dynv6/my config.json',
    'dynv6-identity:/etc/dynv6/id',
  ]);
  const [command = ''] = valuesOf('ExecStart', text);
  expect(command).toContain(`--config \${CREDENTIALS_DIRECTORY}/dynv6-config`);
  expect(command).toContain(`--identity \${CREDENTIALS_DIRECTORY}/dynv6-identity`);
  expect(command).toContain('--known-hosts /etc/ssh/ssh_known_hosts');
});

test.for([
  {
    is: 'a config file in its place is read again',
    config: open('/etc/dynv6/config.json'),
    reload: ['kill -HUP $MAINPID'],
  },
  { is: 'a config file that is a copy is not', config: closed('/root/config.json'), reload: [] },
  { is: 'without a config file there is nothing to read', config: null, reload: [] },
])('on reload, $is', ({ config, reload }) => {
  expect(valuesOf('ExecReload', unit({ ...plain, config }))).toEqual(reload);
});

test.for([
  {
    is: 'a config file that names a file of root',
    service: { config: open('/etc/dynv6/config.json'), configured: [closed('/etc/dynv6/key')] },
  },
  { is: 'metrics for others', service: { writes: ['/var/lib/node_exporter/dynv6.prom'] } },
  { is: "a program in root's home", service: { program: [closed('/root/.nvm/node'), plain.program[1]] as const } },
])('$is makes it root without any of its powers', ({ service }) => {
  const text = unit({ ...plain, ...service });
  expect(valuesOf('DynamicUser', text)).toEqual([]);
  expect(valuesOf('CapabilityBoundingSet', text)).toEqual(['']);
  expect(valuesOf('ProtectHome', text)).toEqual(['read-only']);
});

test('metrics may be written where they belong, and nowhere else', () => {
  const text = unit({ ...plain, writes: ['/var/lib/node exporter/dynv6.prom'] });
  expect(valuesOf('ReadWritePaths', text)).toEqual(['"/var/lib/node exporter"']);
  expect(valuesOf('ProtectSystem', text)).toEqual(['strict']);
});

test.for(['/home/ann/.nvm/node', '/tmp/node'])(
  'no service of the whole system runs %s, which others can change',
  (path) => {
    const program = [closed(path), plain.program[1]] as const;
    expect(systemd.define({ ...plain, program })).toMatchObject({
      ok: false,
      failure: { code: 'usage', advice: expect.stringContaining('--user') },
    });
    expect(systemd.define({ ...personal, program })).toMatchObject({ ok: true });
  },
);

test('a user has units, a token file and a cache of their own', () => {
  const { parts, start } = defined(personal);
  expect(parts.map(({ path }) => path)).toEqual(['/home/ann/.config/systemd/user/dynv6.service']);
  expect(valuesOf('ExecStart', unit(personal))).toEqual([
    '/opt/n/bin/node /opt/dynv6/bin/dynv6.js watch example.dynv6.net --cache-dir /home/ann/.cache/dynv6 --token-file /home/ann/.config/dynv6/token',
  ]);
  expect(start.every(({ words }) => words[0] === '--user')).toBe(true);
});

test('a timer starts one update each time, which says nothing when all is well', () => {
  const service = { ...plain, period: 600_000 };
  expect(valuesOf('Type', unit(service))).toEqual(['oneshot']);
  expect(valuesOf('ExecStart', unit(service))).toEqual([
    '/opt/n/bin/node /opt/dynv6/bin/dynv6.js example.dynv6.net --cache-dir /var/lib/dynv6 --quiet',
  ]);
  expect(valuesOf('OnUnitInactiveSec', unit(service, 'dynv6.timer'))).toEqual(['600s']);
});

/** A line of words as systemd.syntax(7) and systemd.service(5) have it read, where no variable is set. */
function readWords(line: string, expand: boolean): readonly string[] {
  const read = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s"]+)/g)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '') : quoted.replace(/\\(.)/g, '$1'),
  );
  const specified = read.map((one) => one.replace(/%(.)/g, (_, sign: string) => (sign === '%' ? '%' : '(specifier)')));
  return expand
    ? specified.map((one) => one.replace(/\$(\$|\{\w*\}|\w*)/g, (_, what: string) => (what === '$' ? '$' : '')))
    : specified;
}

test('systemd reads each word as it was', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (given) => {
      expect(readWords(given.map(systemdWord).join(' '), true)).toEqual(given);
      expect(readWords(given.map(systemdPath).join(' '), false)).toEqual(given);
    }),
  );
});
